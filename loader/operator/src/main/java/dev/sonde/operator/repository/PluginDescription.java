package dev.sonde.operator.repository;

import java.util.List;

/** One jar that the repository offers: a plugin in one version for one JDK line. Signed, its bytes not yet fetched. */
public record PluginDescription(
    String id, String version, int line, int api, List<String> capabilities, List<CommandDescription> commands) {
  public PluginDescription {
    capabilities = List.copyOf(capabilities);
    commands = List.copyOf(commands);
  }
}
