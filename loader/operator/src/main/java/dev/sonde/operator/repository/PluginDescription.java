package dev.sonde.operator.repository;

import dev.sonde.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One jar that the repository offers: a plugin in one version for one JDK line. Signed, its bytes
 * not yet fetched.
 *
 * @param id as {@link PluginId} writes it
 */
public record PluginDescription(
    String id,
    String version,
    int line,
    int api,
    List<String> capabilities,
    List<CommandDescription> commands) {
  public PluginDescription {
    capabilities = List.copyOf(capabilities);
    commands = List.copyOf(commands);
  }

  /** Where the jar lies below {@code targets/}. */
  public String path() {
    String name = name().name();
    return "plugins/" + name + "/" + name + "-" + version + "-jdk" + line + ".jar";
  }

  /** The id in its two parts. */
  public PluginId name() {
    return PluginId.find(id).orElseThrow(() -> new IllegalStateException(id));
  }

  /** What a target's {@code custom} object says; an id has its publisher there. */
  static PluginDescription of(JsonObject custom) {
    PluginId id =
        PluginId.find(custom.string("id"))
            .filter(it -> it.full().equals(custom.string("id")))
            .orElseThrow(() -> custom.mismatch("PUBLISHER/NAME", "id"));
    List<CommandDescription> commands = new ArrayList<>();
    for (JsonObject each : custom.objects("commands")) {
      commands.add(
          new CommandDescription(
              each.string("name"),
              each.string("usage"),
              each.string("summary"),
              each.keys().contains("capability") ? each.string("capability") : ""));
    }
    return new PluginDescription(
        id.toString(),
        custom.string("version"),
        small(custom, "jdk"),
        small(custom, "api"),
        custom.strings("caps"),
        commands);
  }

  private static int small(JsonObject custom, String key) {
    return (int) Math.min(custom.integer(key, 1), Integer.MAX_VALUE);
  }

  /** The {@code custom} object of the jar's target. */
  public Map<String, @Nullable Object> custom() {
    Map<String, @Nullable Object> custom = new LinkedHashMap<>();
    custom.put("id", name().full());
    custom.put("version", version);
    custom.put("jdk", (long) line);
    custom.put("api", (long) api);
    custom.put("caps", capabilities);
    custom.put("commands", commands.stream().map(PluginDescription::custom).toList());
    return custom;
  }

  private static Map<String, Object> custom(CommandDescription command) {
    Map<String, Object> custom = new LinkedHashMap<>();
    custom.put("name", command.name());
    custom.put("usage", command.usage());
    custom.put("summary", command.summary());
    if (!command.capability().isEmpty()) custom.put("capability", command.capability());
    return custom;
  }
}
