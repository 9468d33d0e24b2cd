package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** The keys of the top-level roles, its own included. */
record Root(
    Header header, boolean consistentSnapshot, boolean development, Map<String, Quorum> roles)
    implements Metadata {
  static Root of(JsonObject signed, KeyProfile profile) {
    Map<String, VerifyingKey> keys = Quorum.keys(signed.object("keys"), profile);
    Map<String, Quorum> roles = new HashMap<>();
    for (String role : Roles.TOP_LEVEL)
      roles.put(role, Quorum.of(role, signed.object("roles").object(role), keys));
    return new Root(
        Header.of(Roles.ROOT, signed),
        signed.flag("consistent_snapshot"),
        signed.flag("x-sonde-development"),
        Map.copyOf(roles));
  }

  Quorum quorum(String role) {
    return java.util.Objects.requireNonNull(roles.get(role));
  }

  /** Whether {@code next} has other keys for timestamp or snapshot. */
  boolean onlineKeysDiffer(Root next) {
    return !quorum(Roles.TIMESTAMP).keys().equals(next.quorum(Roles.TIMESTAMP).keys())
        || !quorum(Roles.SNAPSHOT).keys().equals(next.quorum(Roles.SNAPSHOT).keys());
  }
}
