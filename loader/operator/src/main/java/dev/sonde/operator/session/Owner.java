package dev.sonde.operator.session;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;

/**
 * Who opens a session, and why, as they say themselves: claims, shown to others and audited as
 * such.
 *
 * @param user a name for people
 * @param pid of the process that holds the session
 * @param reason one line for people; empty: none was given
 */
public record Owner(String user, long pid, String reason) {
  /** In characters: enough for a ticket and a sentence. */
  public static final int MAX_REASON = 200;

  public Owner {
    reason = reason.strip();
    if (reason.length() > MAX_REASON)
      throw new SondeException(
          ErrorId.USAGE,
          "expected a reason of at most "
              + MAX_REASON
              + " characters and got "
              + reason.length()
              + ": name a ticket, and write the story there");
  }

  public static Owner current() {
    return current("");
  }

  public static Owner current(String reason) {
    return new Owner(System.getProperty("user.name", "?"), ProcessHandle.current().pid(), reason);
  }
}
