package dev.sonde.operator.session;

import dev.sonde.operator.jvm.Jvm;
import java.util.List;

/** The sessions of this machine: one's own are opened here, those of others (same user; root: all) are listed and ended. */
public final class Sessions {
  /**
   * Attaches, and hands the target its side of the loader.
   *
   * @throws dev.sonde.operator.SondeException why not, in one sentence; the target is then as before
   */
  public static Session open(Jvm jvm, Payload payload, Owner owner) {
    throw new UnsupportedOperationException();
  }

  /** The live sessions, oldest first. Removes the files of dead ones. */
  public List<SessionInfo> list() {
    return List.of();
  }

  /** Asks the owner of a session to end it, and waits for the removal. */
  public StopResult stop(SessionInfo session, Owner by) {
    throw new UnsupportedOperationException();
  }
}
