package dev.sonde.operator.doctor;

import dev.sonde.json.JsonException;
import dev.sonde.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A policy as far as it decides for everybody alike. The JVM itself reads it with all rules, and
 * has the last word.
 *
 * @param named whether the JVM was told to read it, so that it has to be there
 */
record PolicyLook(FarFile file, boolean named) {
  private static final int LIMIT = 64 << 10;
  private static final List<String> ENOUGH = List.of("instrument", "evaluate");

  boolean isThere() {
    return file.kind() != FarFile.Kind.NONE;
  }

  /** Why it forbids each trace; empty if nothing was seen that does. */
  Optional<String> against() {
    if (named && !isThere()) return Optional.of(file.path() + " is not there, and has to be");
    if (file.kind() != FarFile.Kind.FILE) return Optional.empty();
    try {
      JsonObject policy = JsonObject.read(file.read(LIMIT));
      return policy
          .findStrings("capabilities")
          .filter(allowed -> ENOUGH.stream().noneMatch(allowed::contains))
          .map(allowed -> file.path() + ", capabilities: no instrument, which a trace needs");
    } catch (JsonException e) {
      return Optional.of(file.path() + " is not in order, and forbids all: " + e.getMessage());
    } catch (IOException e) {
      return Optional.empty(); // of root alone, perhaps; the JVM will tell
    }
  }
}
