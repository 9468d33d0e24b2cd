package dev.sonde.target.trust;

import dev.sonde.json.JsonException;
import dev.sonde.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy. Whatever is not understood is refused: a misspelt key must not allow anything.
 */
final class PolicyText {
  private static final int HASH = 64;

  private final String file;
  private final JsonObject top;

  private PolicyText(String file, byte[] utf8) {
    this.file = file;
    top =
        JsonObject.read(utf8)
            .only(
                "version",
                "repositories",
                "plugins",
                "capabilities",
                "sessions",
                "overhead",
                "reason",
                "reveal",
                "offline",
                "audit");
  }

  /**
   * @throws JsonException saying what was expected, what was found, and where
   */
  static Policy read(String file, byte[] utf8) {
    return new PolicyText(file, utf8).policy();
  }

  private Policy policy() {
    if (top.integer("version", 1) != 1) throw top.mismatch("1", "version");
    Optional<JsonObject> sessions = top.findObject("sessions");
    sessions.ifPresent(it -> it.only("max", "maxDuration"));
    return new Policy(
        file,
        roots(),
        plugins(),
        capabilities(),
        sessions.flatMap(it -> it.findInteger("max", 0)).orElse(Long.MAX_VALUE),
        sessions.map(PolicyText::longest).orElse(Policy.USUAL_LENGTH),
        overhead(),
        reason(),
        reveal(),
        !has("offline") || top.flag("offline"),
        audit());
  }

  private boolean has(String key) {
    return top.keys().contains(key);
  }

  private @Nullable List<String> roots() {
    List<String> roots = top.findStrings("repositories").orElse(null);
    if (roots == null) return null;
    for (String root : roots)
      if (!isHash(root)) throw top.mismatch("SHA-256 in 64 lower-case hex digits", "repositories");
    return roots;
  }

  private @Nullable List<String> plugins() {
    List<String> plugins = top.findStrings("plugins").orElse(null);
    if (plugins == null) return null;
    for (String plugin : plugins)
      if (!isPlugin(plugin))
        throw top.mismatch("owner/name, owner/name@version or sha256:64 hex digits", "plugins");
    return plugins;
  }

  private static boolean isPlugin(String text) {
    if (text.startsWith("sha256:")) return isHash(text.substring("sha256:".length()));
    return text.matches("[a-z0-9][a-z0-9.-]*/[a-z0-9][a-z0-9.-]*(@[^@\\s]+)?");
  }

  private @Nullable List<String> capabilities() {
    List<String> capabilities = top.findStrings("capabilities").orElse(null);
    if (capabilities == null) return null;
    for (String capability : capabilities)
      if (!Capability.ALL.contains(capability))
        throw top.mismatch("capabilities out of " + Capability.ALL, "capabilities");
    return capabilities;
  }

  private static Duration longest(JsonObject sessions) {
    if (!sessions.keys().contains("maxDuration")) return Policy.USUAL_LENGTH;
    String text = sessions.string("maxDuration");
    if (!text.matches("[1-9][0-9]{0,5}[smh]"))
      throw sessions.mismatch("a time as 90s, 30m or 8h", "maxDuration");
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  private int overhead() {
    long percent = top.findInteger("overhead", 1).orElse((long) Policy.ANY_OVERHEAD);
    return (int) Math.min(percent, Policy.ANY_OVERHEAD);
  }

  private boolean reason() {
    if (!has("reason")) return false;
    if (top.string("reason").equals("required")) return true;
    throw top.mismatch("\"required\"", "reason");
  }

  /** With a policy, what is not named stays hidden. */
  private @Nullable List<String> reveal() {
    if (!has("reveal")) return List.of();
    if (top.values().get("reveal") instanceof Boolean any) return any ? null : List.of();
    return top.strings("reveal");
  }

  private @Nullable String audit() {
    if (!has("audit")) return null;
    String path = top.string("audit");
    if (path.startsWith("/")) return path;
    throw top.mismatch("an absolute path", "audit");
  }

  private static boolean isHash(String text) {
    return text.length() == HASH && text.matches("[0-9a-f]*");
  }
}
