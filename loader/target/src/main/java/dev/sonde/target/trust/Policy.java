package dev.sonde.target.trust;

import dev.sonde.api.UsageException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one owner of this JVM allows. Null stands for a key that is not there.
 *
 * @param file where it is written; empty: nobody has written anything
 * @param repositories SHA-256 of the roots that are trusted, in hex
 * @param plugins {@code owner/name}, {@code owner/name@version} or {@code sha256:hex}
 * @param most how many sessions this JVM may have at a time
 * @param longest how long a session may last
 * @param overhead how much of one core a plugin may use, in percent
 * @param reveal names that may be shown although they look like secrets; null: any
 * @param offline whether metadata past its date is taken
 * @param audit where lines are appended
 */
record Policy(
    String file,
    @Nullable List<String> repositories,
    @Nullable List<String> plugins,
    @Nullable List<String> capabilities,
    long most,
    Duration longest,
    int overhead,
    boolean reason,
    @Nullable List<String> reveal,
    boolean offline,
    @Nullable String audit) {
  static final Duration USUAL_LENGTH = Duration.ofHours(1);

  /** No cap: a plugin may not use more than there is. */
  static final int ANY_OVERHEAD = Integer.MAX_VALUE;

  static final Policy NONE =
      new Policy(
          "",
          null,
          null,
          null,
          Long.MAX_VALUE,
          USUAL_LENGTH,
          ANY_OVERHEAD,
          false,
          null,
          true,
          null);

  /**
   * @throws UsageException if this plugin may not be loaded, whatever its commands are
   */
  void admit(Description plugin) throws UsageException {
    admit(plugin.origin());
    if (plugins == null || plugins.contains(plugin.fullId())) return;
    if (plugins.contains(plugin.fullId() + "@" + plugin.version())) return;
    if (plugins.contains("sha256:" + plugin.sha256())) return;
    String found = plugin.fullId() + "@" + plugin.version() + ", sha256:" + plugin.sha256();
    throw forbidden("plugins", "one of " + plugins, found);
  }

  private void admit(Origin origin) throws UsageException {
    boolean named = repositories != null && repositories.contains(origin.root());
    String root = origin.root().isEmpty() ? "a root that was not told" : origin.root();
    if (repositories != null && !named)
      throw forbidden("repositories", "one of the roots " + repositories, root);
    if (!file.isEmpty() && !named && origin.development())
      throw forbidden("repositories", "a root of development keys to be named", root);
    if (!offline && origin.staleDays() > 0)
      throw forbidden("offline", "metadata within its date", origin.staleDays() + " days past it");
    if (reason && origin.reason().isBlank())
      throw forbidden("reason", "a reason (--reason TEXT)", "none");
  }

  /**
   * @param consented what a person has agreed to; counts only where no list says otherwise
   */
  boolean allows(String capability, List<String> consented) {
    if (capabilities != null) return Capability.in(capabilities, capability);
    return Capability.USUAL.contains(capability) || Capability.in(consented, capability);
  }

  UsageException forbids(String capability, String who) {
    String wanted = capability + ", which " + who + " needs";
    if (capabilities != null) return forbidden("capabilities", "one of " + capabilities, wanted);
    String asked = Capability.USUAL + ", or a yes at the operator's terminal";
    return forbidden("capabilities", asked, wanted);
  }

  /**
   * @throws UsageException if one of these names may not be revealed
   */
  void reveal(List<String> names) throws UsageException {
    if (reveal == null) return;
    for (String name : names)
      if (!reveal.contains(name)) throw forbidden("reveal", "one of " + reveal, name);
  }

  /**
   * @param sessions how many there are, with this one
   */
  void count(long sessions) throws UsageException {
    if (sessions > most)
      throw forbidden("sessions.max", "at most " + most + " at a time", String.valueOf(sessions));
  }

  UsageException overLength() {
    String most = longest.toSeconds() + " s";
    return forbidden("sessions.maxDuration", "a session of at most " + most, "a longer one");
  }

  private UsageException forbidden(String key, String expected, String actual) {
    String where = file.isEmpty() ? "this JVM has no policy, and without one" : file + ", " + key;
    return new UsageException("SONDE-POLICY", where + ": expected " + expected + "; got " + actual);
  }
}
