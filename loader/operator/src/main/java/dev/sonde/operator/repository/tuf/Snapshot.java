package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which versions of all targets files belong together. */
record Snapshot(Header header, Map<String, ListedFile> files) implements Metadata {
  static Snapshot of(JsonObject signed) {
    JsonObject meta = signed.object("meta");
    Map<String, ListedFile> files = new LinkedHashMap<>();
    for (String name : meta.keys()) files.put(name, ListedFile.of(meta.object(name)));
    return new Snapshot(Header.of(Roles.SNAPSHOT, signed), files);
  }

  Optional<ListedFile> find(String role) {
    return Optional.ofNullable(files.get(Roles.file(role)));
  }
}
