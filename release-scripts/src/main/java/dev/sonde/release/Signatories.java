package dev.sonde.release;

import dev.sonde.json.JsonObject;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who may sign a role, by key id, and how many of them must. */
record Signatories(Role role, Map<String, PublicKey> keys, int threshold) {
  /** Of a role that a root names. */
  static Signatories ofRoot(Document root, Role role) {
    return of(role, root.signed().object("roles").object(role.toString()), root.signed());
  }

  /** Of the role that targets delegates to. */
  static Signatories ofDelegation(Document targets) {
    JsonObject delegations = targets.signed().object("delegations");
    for (JsonObject each : delegations.objects("roles")) {
      if (each.string("name").equals(Role.PLUGINS.toString()))
        return of(Role.PLUGINS, each, delegations);
    }
    throw Failure.of("the targets role does not delegate to plugins");
  }

  private static Signatories of(Role role, JsonObject quorum, JsonObject holder) {
    Map<String, PublicKey> keys = new LinkedHashMap<>();
    for (String id : quorum.strings("keyids"))
      keys.put(id, PublicKey.of(holder.object("keys").object(id)));
    return new Signatories(role, keys, (int) quorum.integer("threshold", 1));
  }

  /** The keys of them whose signature over {@code document} is good. */
  Set<String> signed(Document document) {
    Set<String> good = new TreeSet<>();
    byte[] message = document.canonical();
    document
        .signatures()
        .forEach(
            (id, signature) -> {
              PublicKey key = keys.get(id);
              if (key != null && key.verifies(message, HexFormat.of().parseHex(signature)))
                good.add(id);
            });
    return good;
  }

  boolean suffice(Document document) {
    return signed(document).size() >= threshold;
  }
}
