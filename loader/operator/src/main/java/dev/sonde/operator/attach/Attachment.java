package dev.sonde.operator.attach;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.Protocol;
import dev.sonde.wire.SessionId;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.WireException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A target that our agent was loaded into, and that has reported back: the link with it, and the
 * files of the session.
 */
public final class Attachment {
  private static final Duration ATTACH = Duration.ofSeconds(15);
  private static final Duration HELLO = Duration.ofSeconds(10);

  private final Jvm jvm;
  private final SessionFiles files;
  private final Doorway door;
  private @Nullable List<String> deleted;

  private Attachment(Jvm jvm, SessionFiles files, Doorway door) {
    this.jvm = jvm;
    this.files = files;
    this.door = door;
  }

  /**
   * Loads the agent and hands the target side over.
   *
   * @param targetSha256 in hex
   * @param cleared returns when the target may be touched, or throws why not
   * @param behind what is sent right behind the target side, before that has answered
   * @throws SondeException why not; nothing of the session is then left on disk
   */
  public static Attachment open(
      Jvm seen,
      Entrance entrance,
      byte[] agentJar,
      byte[] targetJar,
      String targetSha256,
      SessionId id,
      Runnable cleared,
      Supplier<List<Frame>> behind) {
    Jvms jvms = new Jvms();
    Jvm jvm = jvms.again(seen).orElseThrow(() -> Failures.gone(seen));
    if (entrance.judge(jvm) instanceof Attachability.No no) throw no.exception();
    RunFolders folders = new RunFolders();
    Peers.require(jvm, folders.uid());
    SessionFiles files = folders.claim(jvm, id, agentJar);
    Attachment attachment = listening(jvm, files);
    try {
      AgentLoader loader = new AgentLoader(jvms, jvm, entrance);
      attachment.enter(loader, targetJar, targetSha256, cleared, behind);
      return attachment;
    } catch (RuntimeException | Error failure) {
      attachment.close();
      throw failure;
    }
  }

  /** Has the classes loaded that attaching from outside needs. Reaches nobody. */
  public static void rehearse() {
    try {
      Class.forName("java.lang.ProcessImpl");
      synchronized (HeldFolder.class) { // where the session's own socket is told by being new
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
          channel.configureBlocking(true);
        }
      }
    } catch (IOException | ReflectiveOperationException again) {
      return; // and is told of then
    }
  }

  public Link link() {
    return door.dialled().join();
  }

  /** From now on LIST and END of other sondes reach the session. */
  public void serve(Visitor session) {
    door.serve(session);
  }

  /**
   * Deletes the session's files and closes socket and link; a visitor who asked for the end gets
   * its answer first. Twice: nothing more. Returns what could not be deleted, in sentences.
   */
  public List<String> close() {
    List<String> failures = delete();
    door.close();
    return failures;
  }

  private synchronized List<String> delete() {
    if (deleted == null) deleted = files.delete();
    return deleted;
  }

  private static Attachment listening(Jvm jvm, SessionFiles files) {
    try {
      ServerSocketChannel server = files.listen();
      return new Attachment(
          jvm, files, new Doorway(server, files.id(), jvm.uid(), files.folder().uid()));
    } catch (RuntimeException failure) {
      files.delete();
      throw failure;
    }
  }

  private void enter(
      AgentLoader loader,
      byte[] targetJar,
      String targetSha256,
      Runnable cleared,
      Supplier<List<Frame>> behind) {
    String arguments = new AgentArguments(files.socketForTarget(), files.id(), targetSha256).text();
    CompletableFuture<Void> loaded = loader.load(files.jarForTarget(), arguments);
    loaded.whenComplete((done, failure) -> fail(failure));
    List<Frame> frames = new ArrayList<>(List.of(new Frame(FrameType.JAR, 0, targetJar)));
    try {
      cleared.run();
      loader.clear();
      frames.addAll(behind.get()); // while the target wakes
    } catch (RuntimeException | Error refused) {
      loader.abandon();
      throw refused;
    }
    Link link = await(loader, loaded);
    try {
      Deadline.within(HELLO, link, () -> handOver(link, frames));
    } catch (IOException failure) {
      throw silentAfter("did not report back (" + failure.getMessage() + ")");
    } catch (WireException broken) {
      throw new SondeException(
          ErrorId.SESSION,
          "JVM "
              + jvm.pid()
              + " answered the agent's hand-over with something else: "
              + broken.getMessage(),
          broken);
    }
    files.deleteJar();
  }

  private void fail(@Nullable Throwable failure) {
    if (failure != null) door.dialled().completeExceptionally(failure);
  }

  /**
   * The agent dials from its own thread, perhaps before the load is said to be done, perhaps a
   * little after.
   */
  private Link await(AgentLoader loader, CompletableFuture<Void> loaded) {
    try {
      return door.dialled().get(ATTACH.plus(HELLO).toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      loader.abandon();
      throw loaded.isDone()
          ? silentAfter("loaded the agent, which did not dial")
          : Failures.silent(jvm, "did not answer", ATTACH.toSeconds());
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof SondeException told
          ? told
          : unexpected(failure.getCause());
    } catch (InterruptedException stopped) {
      loader.abandon();
      Thread.currentThread().interrupt();
      throw new SondeException(
          ErrorId.NOT_RESPONDING, "Attaching to JVM " + jvm.pid() + " was interrupted.", stopped);
    }
  }

  /**
   * Sends all, and takes the target's first word. One that refuses hangs up while it is still being
   * sent to, and has said why.
   */
  static Frame handOver(Link link, List<Frame> frames) throws IOException {
    IOException hungUp = null;
    try {
      for (Frame each : frames) link.send(each);
    } catch (IOException broken) {
      hungUp = broken;
    }
    Frame answer = answer(link, hungUp);
    if (answer.type() == FrameType.FAIL) throw Refused.of(answer.payload());
    if (hungUp != null) throw hungUp;
    if (answer.type() != FrameType.HELLO)
      throw new WireException("expected HELLO, got " + answer.type());
    Object protocol = ValueReader.map(answer.payload(), name -> null).get("protocol");
    if (!Long.valueOf(Protocol.VERSION).equals(protocol))
      throw new WireException("expected protocol " + Protocol.VERSION + ", got " + protocol);
    return answer;
  }

  private static Frame answer(Link link, @Nullable IOException hungUp) throws IOException {
    try {
      Frame answer = link.receive();
      if (answer != null) return answer;
    } catch (IOException | WireException nothing) {
      if (hungUp == null) throw nothing;
    }
    throw hungUp == null ? new IOException("the link ended") : hungUp;
  }

  private SondeException silentAfter(String what) {
    String refused = door.refused().isEmpty() ? "" : " Turned away meanwhile: " + door.refused();
    return new SondeException(
        ErrorId.NOT_RESPONDING,
        "JVM "
            + jvm.pid()
            + " "
            + what
            + " within "
            + HELLO.toSeconds()
            + " s; nothing was traced."
            + refused);
  }

  private SondeException unexpected(Throwable failure) {
    return new SondeException(
        ErrorId.INTERNAL,
        "Attaching to JVM " + jvm.pid() + " failed: " + failure + ". Please report it.",
        failure);
  }
}
