package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files, and the roles that may list more of them, in the order in which they are asked. */
record Targets(Header header, Map<String, TargetFile> files, List<Delegation> delegations)
    implements Metadata {
  static Targets of(JsonObject signed, KeyProfile profile) {
    JsonObject targets = signed.object("targets");
    Map<String, TargetFile> files = new LinkedHashMap<>();
    for (String path : targets.keys()) files.put(path, TargetFile.of(path, targets.object(path)));
    List<Delegation> delegations = new ArrayList<>();
    signed
        .findObject("delegations")
        .ifPresent(it -> delegations.addAll(Delegation.all(it, profile)));
    return new Targets(Header.of(Roles.TARGETS, signed), files, delegations);
  }
}
