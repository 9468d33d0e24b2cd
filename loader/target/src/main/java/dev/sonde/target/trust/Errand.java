package dev.sonde.target.trust;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command that the operator, or a plugin, wants to have run.
 *
 * @param options their values are not audited: a condition may hold what somebody is looking for
 * @param audit SHA-256 of the operator's own last audit line, in hex; empty: not told
 * @param asker the plugin that wants it; empty: the operator
 */
public record Errand(
    String command,
    List<String> args,
    Map<String, String> options,
    List<String> consented,
    String audit,
    String asker) {
  public Errand(
      String command,
      List<String> args,
      Map<String, String> options,
      List<String> consented,
      String audit) {
    this(command, args, options, consented, audit, "");
  }

  /** The names of which a person wants to see values that look like secrets. */
  List<String> revealed() {
    List<String> names = new ArrayList<>();
    for (String name : options.getOrDefault("reveal", "").split(","))
      if (!name.isBlank()) names.add(name.strip());
    return names;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("command", command);
    map.put("args", args);
    map.put("options", List.copyOf(options.keySet()));
    if (!revealed().isEmpty()) map.put("reveal", revealed());
    if (!consented.isEmpty()) map.put("consented", consented);
    if (!asker.isEmpty()) map.put("askedBy", asker);
    if (!audit.isEmpty()) map.put("operatorAudit", audit);
    return map;
  }
}
