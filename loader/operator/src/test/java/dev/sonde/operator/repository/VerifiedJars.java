package dev.sonde.operator.repository;

import java.util.List;
import java.util.Map;

/** Jars for tests of what happens after verification. */
public final class VerifiedJars {
  private VerifiedJars() {}

  public static VerifiedJar of(String id, byte[] bytes) {
    return new VerifiedJar(
        new PluginDescription(id, "1.0", 17, 1, List.of(), List.of()),
        "0".repeat(64),
        bytes,
        new Provenance("1".repeat(64), "here", true, 0, Map.of("root", 1L)));
  }
}
