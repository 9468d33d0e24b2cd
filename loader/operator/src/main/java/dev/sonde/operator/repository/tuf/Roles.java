package dev.sonde.operator.repository.tuf;

import java.util.List;

/** The names of the roles that every repository has. */
final class Roles {
  static final String ROOT = "root";
  static final String TIMESTAMP = "timestamp";
  static final String SNAPSHOT = "snapshot";
  static final String TARGETS = "targets";
  static final List<String> TOP_LEVEL = List.of(ROOT, TIMESTAMP, SNAPSHOT, TARGETS);

  /** Those whose keys are at hand where the repository is published, and may be stolen there. */
  static final List<String> ONLINE = List.of(TIMESTAMP, SNAPSHOT);

  private Roles() {}

  static String file(String role) {
    return role + ".json";
  }
}
