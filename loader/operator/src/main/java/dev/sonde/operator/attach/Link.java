package dev.sonde.operator.attach;

import dev.sonde.wire.Batch;
import dev.sonde.wire.Frame;
import dev.sonde.wire.Protocol;
import dev.sonde.wire.WireException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream of frames over a socket, blocking. Many threads may send, one receives; closing it from
 * any thread ends both.
 *
 * <p>The other end is not trusted: at most one frame is held in memory.
 */
public final class Link implements Closeable {
  private static final int START = 16 << 10;

  private final SocketChannel channel;
  private ByteBuffer in = ByteBuffer.allocate(START).limit(0);

  public Link(SocketChannel channel) {
    this.channel = channel;
  }

  public synchronized void send(Frame frame) throws IOException {
    ByteBuffer out = frame.encode();
    while (out.hasRemaining()) channel.write(out);
  }

  /** For whoever dials: the first bytes of a connection. */
  public void sendPreamble() throws IOException {
    ByteBuffer out = ByteBuffer.wrap(Protocol.preamble());
    while (out.hasRemaining()) channel.write(out);
  }

  /**
   * For whoever was dialled.
   *
   * @throws WireException if the other end speaks another protocol
   */
  public void expectPreamble() throws IOException {
    byte[] expected = Protocol.preamble();
    while (in.remaining() < expected.length)
      if (!fill(START)) throw new WireException("the other end hung up");
    byte[] got = new byte[expected.length];
    in.get(got);
    if (!Arrays.equals(got, expected))
      throw new WireException(
          "expected SONDE and version " + Protocol.VERSION + ", got other bytes");
  }

  /**
   * The next frame, or null at the end of the stream.
   *
   * @throws WireException if the bytes are no frame, or end within one
   */
  public @Nullable Frame receive() throws IOException {
    return receive(null);
  }

  /**
   * As {@link #receive()}, the next frame that has not many records.
   *
   * @param records gets those that have, before it; what it is given is good until it returns
   */
  public @Nullable Frame receive(@Nullable Consumer<Batch> records) throws IOException {
    while (true) {
      Batch batch = records == null ? null : Batch.take(in);
      if (records != null && batch != null) {
        records.accept(batch);
        continue;
      }
      Frame frame = Frame.take(in);
      if (frame != null) return frame;
      if (fill(in.remaining() < 4 ? START : 4 + in.getInt(in.position()))) continue;
      if (in.hasRemaining()) throw new WireException("the stream ended within a frame");
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Reads what is there, after what is left, into a buffer that takes so many bytes. */
  private boolean fill(int wanted) throws IOException {
    if (wanted > in.capacity()) in = ByteBuffer.allocate(wanted).put(in).flip();
    in.compact();
    int read = channel.read(in);
    in.flip();
    return read >= 0;
  }
}
