package dev.sonde.operator.session;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.attach.Attachment;
import dev.sonde.operator.attach.Entrance;
import dev.sonde.operator.attach.RunFolders;
import dev.sonde.operator.attach.SessionSocket;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import dev.sonde.wire.SessionId;
import dev.sonde.wire.WireException;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this machine: one's own are opened here, those of others (same user; root: all)
 * are listed and ended.
 */
public final class Sessions {
  private final RunFolders folders;

  public Sessions() {
    this(new RunFolders());
  }

  Sessions(RunFolders folders) {
    this.folders = folders;
  }

  /**
   * Attaches, and hands the target its side of the loader.
   *
   * @throws SondeException why not, in one sentence; the target is then as before
   */
  public static Session open(Jvm jvm, Payload payload, Owner owner) {
    return open(jvm, Entrance.FROM_OUTSIDE, payload, payload::agentClass, owner);
  }

  /**
   * As above, by this way in.
   *
   * @param agent what it leaves there
   */
  public static Session open(
      Jvm jvm,
      Entrance entrance,
      Payload payload,
      Supplier<RemovalReport.Stay> agent,
      Owner owner) {
    SessionId id = SessionId.random();
    AtomicReference<@Nullable Loading> first = new AtomicReference<>();
    Attachment attachment =
        Attachment.open(
            jvm,
            entrance,
            payload.agentJar(),
            payload.targetJar(),
            payload.targetSha256(),
            id,
            payload.cleared(),
            () -> {
              Loading loading = payload.first().get();
              first.set(loading);
              return loading.frames();
            });
    LiveSession session =
        new LiveSession(
            jvm,
            id,
            owner,
            attachment.link(),
            attachment::close,
            agent,
            () -> lost(jvm),
            Clock.systemUTC(),
            first.get());
    attachment.serve(session);
    return session;
  }

  /** The live sessions, oldest first. Removes the files of dead ones. */
  public List<SessionInfo> list() {
    return folders.sockets().stream()
        .flatMap(socket -> info(socket).stream())
        .sorted(Comparator.comparing(SessionInfo::started))
        .toList();
  }

  /** Asks the owner of a session to end it, and waits for the removal. */
  public StopResult stop(SessionInfo session, Owner by) {
    for (SessionSocket socket : folders.sockets())
      if (socket.isOf(session.id())) return stop(socket, session, by);
    return new StopResult(session, null, "Session " + session.id() + " has ended already.");
  }

  private static StopResult stop(SessionSocket socket, SessionInfo session, Owner by) {
    try {
      RemovalReport report =
          RemovalReport.of(socket.end(Map.of("reason", "STOPPED", "by", by.user())));
      return new StopResult(session, report, null);
    } catch (SondeException refused) {
      return new StopResult(session, null, refused.getMessage());
    } catch (IOException | WireException silent) {
      String failure =
          "The sonde with pid "
              + session.operator()
              + ", which holds session "
              + session.id()
              + ", did not answer: ";
      return new StopResult(session, null, failure + silent.getMessage() + ".");
    }
  }

  private static Optional<SessionInfo> info(SessionSocket socket) {
    try {
      return Optional.of(SessionInfo.of(socket.uid(), socket.list()));
    } catch (IOException | WireException | SondeException notLive) {
      return Optional.empty();
    }
  }

  private static SondeException lost(Jvm jvm) {
    if (!stillRuns(jvm))
      return new SondeException(
          ErrorId.LOST,
          "JVM " + jvm.pid() + " has ended, and the session with it. Nothing is left to remove.");
    return new SondeException(
        ErrorId.LOST,
        "JVM "
            + jvm.pid()
            + " runs on, but closed the session without a removal report, as it does after 10 s"
            + " without a heartbeat: was sonde itself stopped, or the machine asleep? All is"
            + " removed then; sonde sessions shows what is not.");
  }

  /** The kernel closes the sockets of a process a moment before it takes the process away. */
  private static boolean stillRuns(Jvm jvm) {
    Jvms jvms = new Jvms();
    try {
      for (int left = 10; left > 0 && jvms.running(jvm); left--) Thread.sleep(50);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    return jvms.running(jvm);
  }
}
