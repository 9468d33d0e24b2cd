package dev.sonde.dist;

import java.io.IOException;
import java.util.Map;

/**
 * What the agent defines in the target: the loader's target side with the wire, JSON and the plugin
 * API, nothing of other people.
 */
final class TargetJar {
  private static final String NO_LIBRARY = "dev/sonde/lib/";

  private TargetJar() {}

  static byte[] build(Layout layout) throws IOException {
    Jar jar =
        layout
            .module("loader/target")
            .putAll(layout.module("loader/json"))
            .putAll(layout.module("loader/wire"))
            .putAll(layout.module("plugin-api"));
    Jar used = UnusedMembers.removedFrom(Lambdas.replacedForTarget(jar), NO_LIBRARY);
    return Compact.of(used).bytes(Map.of());
  }
}
