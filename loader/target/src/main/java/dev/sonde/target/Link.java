package dev.sonde.target;

import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stream to the operator: one selector, one buffer each way. Never blocks on the socket; used
 * by {@code sonde-link} alone.
 */
final class Link implements AutoCloseable {
  private static final int OUT = 128 << 10;
  private static final int ROUNDS = 16;
  private static final long STALLED_MILLIS = 20;

  private final SocketChannel socket;
  private final Selector selector;
  private final SelectionKey key;
  private final Inbox inbox = new Inbox();
  private final Outbox outbox;
  private final List<Rings> rings = new CopyOnWriteArrayList<>();
  private final ByteBuffer out = ByteBuffer.allocateDirect(OUT);
  private final Pace pace = new Pace();
  private @Nullable Frame pong;
  private @Nullable String lost;
  private boolean moved;

  Link(SocketChannel socket) throws IOException {
    this.socket = socket;
    socket.configureBlocking(false);
    selector = Selector.open();
    key = socket.register(selector, SelectionKey.OP_READ);
    outbox = new Outbox(selector::wakeup);
  }

  Outbox outbox() {
    return outbox;
  }

  /** These events are drained from now on, until they are retired and empty. */
  void drain(Rings added) {
    rings.add(added);
  }

  /**
   * Waits until something happens or the time for a look has come, hands over the frames that came,
   * and sends what the socket takes.
   */
  void turn(long atMostMillis, Consumer<Frame> received) throws IOException {
    await(Math.min(atMostMillis, stalled() ? STALLED_MILLIS : pace.next(moved, !rings.isEmpty())));
    if (lost == null) receive(received);
    moved = send();
    rings.removeIf(each -> each.retired() && each.flushed());
  }

  /** Sends what the socket takes at once: what is read next may be much work. */
  void flush() {
    moved = send();
  }

  private void await(long millis) throws IOException {
    if (lost == null)
      key.interestOps(
          stalled() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    if (millis <= 0) selector.selectNow();
    else selector.select(millis);
    selector.selectedKeys().clear();
  }

  private void receive(Consumer<Frame> received) {
    try {
      for (int round = 0; round < ROUNDS; round++) {
        int count = inbox.read(socket);
        for (Frame frame; (frame = inbox.next()) != null; ) accept(frame, received);
        if (count < 0) mute("the stream ended");
        if (count <= 0) return;
      }
    } catch (IOException | WireException broken) {
      mute(String.valueOf(broken.getMessage()));
    }
  }

  private void accept(Frame frame, Consumer<Frame> received) {
    if (frame.type() == FrameType.PING) pong = frame;
    received.accept(frame);
  }

  /**
   * Fills and empties the buffer, a bounded number of times: heartbeats must not starve behind
   * events.
   */
  private boolean send() {
    boolean any = false;
    for (int round = 0; round < ROUNDS; round++) {
      boolean filled = fill();
      any |= filled;
      write();
      if (!filled || stalled()) return any;
    }
    return any;
  }

  private boolean fill() {
    boolean filled = false;
    if (pong != null && out.remaining() >= pong.size()) {
      pong.put(out);
      pong = null;
    }
    filled |= outbox.drainTo(out);
    for (Rings each : rings) filled |= each.drainTo(out);
    return filled;
  }

  private void write() {
    if (lost != null) {
      out.clear();
      return;
    }
    out.flip();
    try {
      socket.write(out);
      out.compact();
    } catch (IOException broken) {
      mute(String.valueOf(broken.getMessage()));
    }
  }

  private boolean stalled() {
    return out.position() > 0;
  }

  /** From now on all that would be sent is thrown away, so that nobody waits for it. */
  void mute(String reason) {
    if (lost != null) return;
    lost = reason;
    key.cancel();
    outbox.mute();
    out.clear();
  }

  /** Why nobody listens any more, or null. */
  @Nullable String lost() {
    return lost;
  }

  /** True when all that was to be sent has been taken by the socket. */
  boolean sent() {
    return outbox.empty() && !stalled();
  }

  @Override
  public void close() throws IOException {
    try (socket) {
      selector.close();
    }
  }
}
