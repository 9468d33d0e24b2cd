package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;

/** Which snapshot is the current one. */
record Timestamp(Header header, ListedFile snapshot) implements Metadata {
  static Timestamp of(JsonObject signed) {
    ListedFile snapshot = ListedFile.of(signed.object("meta").object(Roles.file(Roles.SNAPSHOT)));
    return new Timestamp(Header.of(Roles.TIMESTAMP, signed), snapshot);
  }
}
