package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;

/** A metadata file as the role above lists it. */
record ListedFile(long version, Hashes hashes) {
  static ListedFile of(JsonObject json) {
    return new ListedFile(json.integer("version", 1), Hashes.of(json));
  }
}
