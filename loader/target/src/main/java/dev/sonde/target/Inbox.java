package dev.sonde.target;

import dev.sonde.wire.Frame;
import dev.sonde.wire.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of the operator that are not a whole frame yet. Grows only for a frame that needs it, and
 * never past the largest one.
 */
final class Inbox {
  private static final int CHUNK = 64 << 10;

  private ByteBuffer buffer = ByteBuffer.allocate(CHUNK);

  /** Reads once. Negative at the end of the stream, 0 if nothing was there. */
  int read(ReadableByteChannel channel) throws IOException {
    if (!buffer.hasRemaining()) grow();
    // The JDK copies through a direct buffer as large as what remains.
    buffer.limit(Math.min(buffer.capacity(), buffer.position() + CHUNK));
    int count = channel.read(buffer);
    buffer.limit(buffer.capacity());
    return count;
  }

  /** The next whole frame, or null. */
  @Nullable Frame next() {
    buffer.flip();
    Frame frame = Frame.take(buffer);
    buffer.compact();
    return frame;
  }

  private void grow() {
    int capacity = Math.min(buffer.capacity() * 4, 4 + Protocol.MAX_FRAME);
    buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
  }
}
