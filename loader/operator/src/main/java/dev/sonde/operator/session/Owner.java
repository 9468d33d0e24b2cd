package dev.sonde.operator.session;

/**
 * Who opens a session, as they say themselves: a claim, shown to others and audited as one.
 *
 * @param user a name for people
 * @param pid of the process that holds the session
 */
public record Owner(String user, long pid) {
  public static Owner current() {
    return new Owner(System.getProperty("user.name", "?"), ProcessHandle.current().pid());
  }
}
