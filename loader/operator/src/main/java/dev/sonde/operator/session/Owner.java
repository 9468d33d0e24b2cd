package dev.sonde.operator.session;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.List;

/**
 * Who opens a session, and why, as they say themselves: claims, shown to others and audited as
 * such.
 *
 * @param user a name for people
 * @param pid of the process that holds the session
 * @param reason one line for people; empty: none was given
 * @param consented the capabilities for which a person said yes
 * @param out the file that the records go into; empty: into none
 */
public record Owner(String user, long pid, String reason, List<String> consented, String out) {
  /** In characters: enough for a ticket and a sentence. */
  public static final int MAX_REASON = 200;

  public Owner {
    reason = reason.strip();
    consented = List.copyOf(consented);
    if (reason.length() > MAX_REASON)
      throw new SondeException(
          ErrorId.USAGE,
          "expected a reason of at most "
              + MAX_REASON
              + " characters and got "
              + reason.length()
              + ": name a ticket, and write the story there");
  }

  public Owner(String user, long pid, String reason) {
    this(user, pid, reason, List.of(), "");
  }

  public Owner writing(String file) {
    return new Owner(user, pid, reason, consented, file);
  }

  public Owner consenting(List<String> capabilities) {
    return new Owner(user, pid, reason, capabilities, out);
  }

  public static Owner current() {
    return current("");
  }

  public static Owner current(String reason) {
    return new Owner(System.getProperty("user.name", "?"), ProcessHandle.current().pid(), reason);
  }
}
