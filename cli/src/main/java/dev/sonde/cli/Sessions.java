package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.SessionInfo;
import dev.sonde.wire.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of the machine's sessions somebody means. */
final class Sessions {
  private static final int SHOWN_DIGITS = 8;

  private Sessions() {}

  /** As much of an id as people need. */
  static String shown(SessionId id) {
    return id.hex().substring(0, SHOWN_DIGITS);
  }

  /**
   * @param jvm all, if null
   */
  static List<SessionInfo> of(Machine machine, @Nullable String jvm) {
    if (jvm == null) return machine.sessions();
    long pid = machine.jvm(jvm).pid();
    return machine.sessions().stream().filter(each -> each.pid() == pid).toList();
  }

  /**
   * The sessions to end.
   *
   * @param ids beginnings of session ids; with none of them, one's own sessions
   * @param all those of others too
   */
  static List<SessionInfo> toStop(
      List<SessionInfo> sessions, List<String> ids, boolean all, long uid) {
    for (String id : ids)
      if (sessions.stream().noneMatch(each -> each.id().toString().startsWith(id)))
        throw unknown(id);
    List<SessionInfo> meant =
        sessions.stream()
            .filter(each -> ids.isEmpty() ? all || each.uid() == uid : named(each, ids))
            .toList();
    if (meant.isEmpty()) throw none(sessions.size());
    return meant;
  }

  private static boolean named(SessionInfo session, List<String> ids) {
    return ids.stream().anyMatch(session.id().toString()::startsWith);
  }

  private static SondeException unknown(String id) {
    return new SondeException(
        ErrorId.NO_MATCH,
        "expected the beginning of a session's id and got " + id + ": sonde sessions shows them");
  }

  private static SondeException none(int others) {
    String theirs = others == 0 ? "" : ", and " + others + " of other users, which --all ends";
    return new SondeException(
        ErrorId.NO_MATCH,
        "there is no session of yours in this JVM"
            + theirs
            + ": sonde sessions shows those that run");
  }
}
