package dev.sonde.target;

import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.Protocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** The texts and parts of a session that are sent once and then known by number. */
final class Names {
  private static final int LONGEST = 16 << 10;

  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, Integer> parts = new HashMap<>();
  private final Queue<Frame> unsent = new ArrayDeque<>();

  /** The number of this text, the same each time. */
  synchronized int id(String text) {
    Integer known = ids.get(text);
    if (known != null) return known;
    int id = ids.size();
    bind(FrameType.DEFINE, id, text.getBytes(StandardCharsets.UTF_8));
    ids.put(text, id);
    return id;
  }

  /** The number of these tokens, the same each time. */
  synchronized int part(byte[] tokens) {
    String key = new String(tokens, StandardCharsets.ISO_8859_1);
    Integer known = parts.get(key);
    if (known != null) return known;
    int id = parts.size();
    bind(FrameType.PART, id, tokens);
    parts.put(key, id);
    return id;
  }

  private void bind(FrameType type, int id, byte[] what) {
    if (id >= Protocol.MAX_NAMES || what.length > LONGEST)
      throw new IllegalStateException(
          "expected at most "
              + Protocol.MAX_NAMES
              + " names of "
              + LONGEST
              + " bytes, got number "
              + id
              + " of "
              + what.length);
    byte[] payload = ByteBuffer.allocate(4 + what.length).putInt(id).put(what).array();
    unsent.add(new Frame(type, 0, payload));
  }

  /**
   * Puts the definitions that were not sent yet. False if the buffer had not room for all of them.
   */
  synchronized boolean drainTo(ByteBuffer out) {
    for (Frame next; (next = unsent.peek()) != null; unsent.remove()) {
      if (out.remaining() < next.size()) return false;
      next.put(out);
    }
    return true;
  }
}
