package dev.sonde.operator.attach;

import dev.sonde.operator.SondeException;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import dev.sonde.wire.WireException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection at the doorway, until it is let in, answered, or turned away. Each has a thread of
 * its own: one that says nothing holds up no other.
 */
final class Knock {
  private final SocketChannel channel;
  private final Link link;
  private final Doorway door;
  private final Thread thread = new Thread(this::welcome, "sonde-knock");
  private volatile boolean silent = true;

  Knock(SocketChannel channel, Doorway door) {
    this.channel = channel;
    this.link = new Link(channel);
    this.door = door;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean isSilent() {
    return silent;
  }

  void turnAway() {
    Doorway.shut(link);
  }

  /** Waits for the answer to who has asked; others have no claim to one. */
  void finish(long nanoTime) {
    if (silent) turnAway();
    if (Thread.currentThread() == thread) return;
    try {
      long left = TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime());
      if (left > 0) thread.join(left);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void welcome() {
    boolean kept = false;
    try {
      if (!door.mayKnock(channel)) throw Doorway.stranger("connected");
      Frame first = Deadline.within(Doorway.PATIENCE, link, this::first);
      silent = false;
      kept = answer(first);
    } catch (SondeException refusal) {
      String why = String.valueOf(refusal.getMessage());
      door.turnedAway(why);
      send(new Frame(FrameType.FAIL, 0, why.getBytes(StandardCharsets.UTF_8)));
    } catch (WireException | IOException broken) {
      door.turnedAway("A connection broke off: " + broken.getMessage());
    } finally {
      if (!kept) Doorway.shut(link);
      door.gone(this);
    }
  }

  private @Nullable Frame first() throws IOException {
    link.expectPreamble();
    return link.receive();
  }

  /** Whether the connection stays open. */
  private boolean answer(@Nullable Frame frame) {
    FrameType type = frame == null ? null : frame.type();
    if (frame != null && type == FrameType.DIAL) {
      door.letIn(channel, link, frame.payload());
      return true;
    }
    if (frame == null || type != FrameType.LIST && type != FrameType.END)
      throw new WireException("expected DIAL, LIST or END, got " + type);
    if (!door.mayAsk(channel)) throw Doorway.stranger("asked for " + type);
    Visitor session = door.session();
    Map<String, @Nullable Object> answer =
        type == FrameType.LIST
            ? session.list()
            : session.end(ValueReader.map(frame.payload(), name -> null));
    send(new Frame(FrameType.REPLY, 0, ValueWriter.encode(answer)));
    return false;
  }

  private void send(Frame frame) {
    try {
      Deadline.within(
          Doorway.PATIENCE,
          link,
          () -> {
            link.send(frame);
            return frame;
          });
    } catch (IOException gone) {
      door.turnedAway("A visitor did not wait for the answer: " + gone.getMessage());
    }
  }
}
