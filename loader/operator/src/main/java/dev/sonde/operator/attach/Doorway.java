package dev.sonde.operator.attach;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.SessionId;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import dev.sonde.wire.WireException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The session's listening socket: lets the target in once, and answers LIST and END of other
 * sondes. Who knocks is told by the kernel; what they say is bounded in size and time.
 */
final class Doorway implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ServerSocketChannel server;
  private final SessionId id;
  private final long target;
  private final long owner;
  private final CompletableFuture<Link> dialled = new CompletableFuture<>();
  private final Thread thread = new Thread(this::accept, "sonde-door");
  private volatile @Nullable Visitor visitor;
  private volatile String refused = "";

  /**
   * @param target uid that may dial
   * @param owner uid that may, like root, list and end
   */
  Doorway(ServerSocketChannel server, SessionId id, long target, long owner) {
    this.server = server;
    this.id = id;
    this.target = target;
    this.owner = owner;
    thread.setDaemon(true);
    thread.start();
  }

  /** The link with the target. It belongs to the doorway, which closes it in the end. */
  CompletableFuture<Link> dialled() {
    return dialled;
  }

  /** Who was turned away last, as a sentence, or an empty text: perhaps why nobody came. */
  String refused() {
    return refused;
  }

  void serve(Visitor session) {
    visitor = session;
  }

  /** Closes socket and link, and waits until a visitor who is just served has its answer. */
  @Override
  public void close() {
    dialled.cancel(false);
    shut(server);
    if (!dialled.isCompletedExceptionally()) shut(dialled.join());
    if (Thread.currentThread() == thread) return;
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private static void shut(Closeable channel) {
    try {
      channel.close();
    } catch (IOException closed) {
      return; // a channel is closed also when its close fails
    }
  }

  private void accept() {
    while (true) {
      try {
        welcome(server.accept());
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void welcome(SocketChannel channel) throws IOException {
    Link link = new Link(channel);
    boolean kept = false;
    try {
      if (!Peers.isOneOf(channel, target, owner, 0)) throw stranger("connected");
      kept = answer(channel, link, Deadline.within(PATIENCE, link, () -> firstFrame(link)));
    } catch (SondeException refusal) {
      refused = String.valueOf(refusal.getMessage());
      send(link, new Frame(FrameType.FAIL, 0, refused.getBytes(StandardCharsets.UTF_8)));
    } catch (WireException | IOException broken) {
      refused = "A connection broke off: " + broken.getMessage();
    } finally {
      if (!kept) link.close();
    }
  }

  private static @Nullable Frame firstFrame(Link link) throws IOException {
    link.expectPreamble();
    return link.receive();
  }

  private void send(Link link, Frame frame) {
    try {
      Deadline.within(
          PATIENCE,
          link,
          () -> {
            link.send(frame);
            return frame;
          });
    } catch (IOException gone) {
      refused = "A visitor did not wait for the answer: " + gone.getMessage();
    }
  }

  /** Whether the connection stays open. */
  private boolean answer(SocketChannel channel, Link link, @Nullable Frame frame)
      throws IOException {
    FrameType type = frame == null ? null : frame.type();
    if (type == FrameType.DIAL) return letIn(channel, link, frame.payload());
    if (type != FrameType.LIST && type != FrameType.END)
      throw new WireException("expected DIAL, LIST or END, got " + type);
    if (!Peers.isOneOf(channel, owner, 0)) throw stranger("asked for " + type);
    Visitor session = visitor;
    if (session == null)
      throw new SondeException(
          ErrorId.BUSY, "Session " + id + " is just starting. Try again in a second.");
    var answer =
        type == FrameType.LIST
            ? session.list()
            : session.end(ValueReader.map(frame.payload(), name -> null));
    send(link, new Frame(FrameType.REPLY, 0, ValueWriter.encode(answer)));
    return false;
  }

  private boolean letIn(SocketChannel channel, Link link, byte[] session) {
    if (!Peers.isOneOf(channel, target)) throw stranger("dialled");
    if (!Arrays.equals(session, id.bytes()))
      throw new SondeException(ErrorId.SESSION, "Another session's agent dialled.");
    if (!dialled.complete(link))
      throw new SondeException(ErrorId.SESSION, "Session " + id + " has its target already.");
    return true;
  }

  private static SondeException stranger(String what) {
    return new SondeException(
        ErrorId.PEER,
        "Somebody " + what + " who is not the user that may, or whose user is not known here.");
  }
}
