package dev.sonde.operator.session;

import dev.sonde.wire.Protocol;
import dev.sonde.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that a target has defined, bounded in number and size: {@code int id, UTF-8}. Used by
 * the reader thread alone.
 */
final class Names {
  private static final int MAX_BYTES = 16 << 20;

  private final Map<Integer, String> names = new HashMap<>();
  private int bytes;

  /**
   * @throws WireException if the definition is out of bounds, or the second of its number
   */
  void define(byte[] payload) {
    if (payload.length < 4)
      throw new WireException("expected a name's number, got " + payload.length + " bytes");
    int id = ByteBuffer.wrap(payload).getInt();
    bytes += payload.length;
    if (id < 0 || id >= Protocol.MAX_NAMES || bytes > MAX_BYTES)
      throw new WireException(
          "expected at most " + Protocol.MAX_NAMES + " names in " + MAX_BYTES + " bytes");
    if (names.put(id, new String(payload, 4, payload.length - 4, StandardCharsets.UTF_8)) != null)
      throw new WireException("name " + id + " was defined twice");
  }

  @Nullable String get(int id) {
    return names.get(id);
  }
}
