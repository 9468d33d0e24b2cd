package dev.sonde.operator.repository;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The bytes of a plugin that passed every check. Only verification reaches its constructor, so
 * holding one is proof.
 */
public final class VerifiedJar {
  private final PluginDescription description;
  private final String sha256;
  private final byte[] bytes;
  private final Provenance provenance;

  VerifiedJar(PluginDescription description, String sha256, byte[] bytes, Provenance provenance) {
    this.description = description;
    this.provenance = provenance;
    this.sha256 = sha256;
    this.bytes = bytes.clone();
  }

  /** The plugin's name as its jar spells it, for instance {@code tracer-full}. */
  public String id() {
    return description.id();
  }

  public String version() {
    return description.version();
  }

  /** The JDK line that the jar was built for: 17, 21, 25. */
  public int line() {
    return description.line();
  }

  /** In hex, lower case, as {@code sha256sum} prints it. */
  public String sha256() {
    return sha256;
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public List<String> capabilities() {
    return description.capabilities();
  }

  /** The names of its commands. */
  public List<String> commands() {
    return description.commands().stream().map(CommandDescription::name).toList();
  }

  /** What each command needs at least; one that does not say is not in it. */
  public Map<String, String> needs() {
    return description.commands().stream()
        .filter(command -> !command.capability().isEmpty())
        .collect(Collectors.toMap(CommandDescription::name, CommandDescription::capability));
  }

  /** Where it came from. */
  public Provenance provenance() {
    return provenance;
  }

  public PluginDescription description() {
    return description;
  }
}
