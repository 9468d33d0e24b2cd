package dev.sonde.operator.attach;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.wire.SessionId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The session's listening socket: lets the target in once, and answers LIST and END of other
 * sondes. Who knocks is told by the kernel; what they say is bounded in size and time, and so is
 * their number: the one who has been silent for longest makes room for the next.
 */
final class Doorway implements Closeable {
  static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST = 16;

  private final ServerSocketChannel server;
  private final SessionId id;
  private final long target;
  private final long owner;
  private final CompletableFuture<Link> dialled = new CompletableFuture<>();
  private final Deque<Knock> knocks = new ArrayDeque<>();
  private final Thread porter;
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
    porter = new Thread(this::accept, "sonde-door");
    porter.setDaemon(true);
    porter.start();
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

  /** Closes socket and link, and waits until visitors who are just served have their answer. */
  @Override
  public void close() {
    dialled.cancel(false);
    shut(server);
    awaitPorter();
    if (!dialled.isCompletedExceptionally()) shut(dialled.join());
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (Knock each : waiting()) each.finish(end);
  }

  /**
   * The kernel keeps a socket listening until a thread that waits in {@code accept} has left it,
   * which may be after the channel was closed.
   */
  private void awaitPorter() {
    try {
      porter.join(PATIENCE.toMillis());
    } catch (InterruptedException closeNow) {
      Thread.currentThread().interrupt();
    }
  }

  static void shut(Closeable channel) {
    try {
      channel.close();
    } catch (IOException closed) {
      return; // a channel is closed also when its close fails
    }
  }

  private void accept() {
    while (true) {
      try {
        enter(new Knock(server.accept(), this)).start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private Knock enter(Knock knock) {
    synchronized (knocks) {
      if (knocks.size() >= MOST)
        knocks.stream().filter(Knock::isSilent).findFirst().ifPresent(Knock::turnAway);
      knocks.add(knock);
      return knock;
    }
  }

  void gone(Knock knock) {
    synchronized (knocks) {
      knocks.remove(knock);
    }
  }

  private List<Knock> waiting() {
    synchronized (knocks) {
      return List.copyOf(knocks);
    }
  }

  void turnedAway(String why) {
    refused = why;
  }

  boolean mayKnock(SocketChannel channel) {
    return Peers.isOneOf(channel, target, owner, 0);
  }

  boolean mayAsk(SocketChannel channel) {
    return Peers.isOneOf(channel, owner, 0);
  }

  /**
   * @throws SondeException why it is not the one that is waited for
   */
  void letIn(SocketChannel channel, Link link, byte[] session) {
    if (!Peers.isOneOf(channel, target)) throw stranger("dialled");
    if (!Arrays.equals(session, id.bytes()))
      throw new SondeException(ErrorId.SESSION, "Another session's agent dialled.");
    if (!dialled.complete(link))
      throw new SondeException(ErrorId.SESSION, "Session " + id + " has its target already.");
  }

  /** Who answers for the session. */
  Visitor session() {
    Visitor session = visitor;
    if (session != null) return session;
    throw new SondeException(
        ErrorId.BUSY, "Session " + id + " is just starting. Try again in a second.");
  }

  static SondeException stranger(String what) {
    return new SondeException(
        ErrorId.PEER,
        "Somebody " + what + " who is not the user that may, or whose user is not known here.");
  }
}
