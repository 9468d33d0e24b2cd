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

/** The texts of a session that are sent once and then known by number. */
final class Names {
  private static final int LONGEST = 16 << 10;

  private final Map<String, Integer> ids = new HashMap<>();
  private final Queue<Frame> unsent = new ArrayDeque<>();

  /** The number of this text, the same each time. */
  synchronized int id(String text) {
    Integer known = ids.get(text);
    if (known != null) return known;
    int id = ids.size();
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (id >= Protocol.MAX_NAMES || utf8.length > LONGEST)
      throw new IllegalStateException(
          "expected at most "
              + Protocol.MAX_NAMES
              + " names of "
              + LONGEST
              + " bytes, got number "
              + id
              + " of "
              + utf8.length);
    unsent.add(
        new Frame(
            FrameType.DEFINE,
            0,
            ByteBuffer.allocate(4 + utf8.length).putInt(id).put(utf8).array()));
    ids.put(text, id);
    return id;
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
