package dev.sonde.release;

import dev.sonde.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes every file of one version off the list, and writes an advisory that says why. Operators
 * refuse a {@code sonde.jar} that is not listed any more, and find no such plugin.
 */
final class Withdrawal {
  static final String ADVISORIES = "advisories/";

  private final String asked;
  private final String name;
  private final Pattern paths;
  private final Role role;

  private Withdrawal(String asked, String name, String paths, Role role) {
    this.asked = asked;
    this.name = name;
    this.paths = Pattern.compile(paths);
    this.role = role;
  }

  static Withdrawal of(Options options) {
    if (options.all("sonde").isEmpty()) {
      String plugin = options.one("plugin");
      String id = plugin.substring(plugin.indexOf('/') + 1);
      String version = options.one("version");
      String file =
          String.format("plugins/%1$s/%1$s-%2$s-jdk", Pattern.quote(id), Pattern.quote(version));
      return new Withdrawal(plugin, id + "-" + version, file + "\\d+\\.jar", Role.PLUGINS);
    }
    String version = options.one("sonde");
    String file = "sonde/sonde-" + Pattern.quote(version);
    return new Withdrawal(
        "sonde", "sonde-" + version, file + "\\.(jar|sbom\\.json|provenance\\.json)", Role.TARGETS);
  }

  /** A plugin may be named with its publisher, as operators see it, or without. */
  private boolean isAsked(JsonObject target) {
    if (asked.indexOf('/') < 0) return true;
    return target.object("custom").string("id").equals(asked);
  }

  /** Adds itself to a proposal and its advisory to the stage. */
  void propose(
      RepositoryFolder repository, Proposal proposal, Stage stage, String reason, Instant now)
      throws IOException {
    Document current =
        repository
            .current(role)
            .orElseThrow(() -> Failure.of(repository.folder() + " is no repository"));
    JsonObject targets = current.signed().object("targets");
    List<String> found =
        targets.keys().stream()
            .filter(it -> paths.matcher(it).matches() && isAsked(targets.object(it)))
            .sorted()
            .toList();
    if (found.isEmpty())
      throw Failure.of(
          name + " is not listed in " + repository.folder() + "; nothing was proposed");
    StringBuilder note = new StringBuilder("Sonde advisory of " + now.toString().substring(0, 10));
    note.append("\nWithdrawn: ").append(name).append("\nReason: ").append(reason.strip());
    note.append("\nFiles, by SHA-256; none of them is listed any more:\n");
    for (String path : found) {
      proposal.withdraw(path);
      String sha256 = targets.object(path).object("hashes").string("sha256");
      note.append("  ").append(sha256).append("  ").append(path).append('\n');
    }
    stage.put(ADVISORIES + name + ".txt", note.toString().getBytes(StandardCharsets.UTF_8));
  }
}
