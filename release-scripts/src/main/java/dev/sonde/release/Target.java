package dev.sonde.release;

import dev.sonde.operator.Sha256;
import dev.sonde.operator.repository.CommandDescription;
import dev.sonde.operator.repository.CommandUsage;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.PluginJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.jspecify.annotations.Nullable;

/** A file to publish, and what metadata will say of it. */
record Target(String path, byte[] bytes, Map<String, @Nullable Object> custom) {
  /** A plugin's jar, described by its own properties, which every operator has to understand. */
  static Target plugin(Path jar) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    PluginDescription description = PluginJar.describe(bytes, jar.toString());
    for (CommandDescription each : description.commands()) {
      List<String> faults = CommandUsage.of(each).faults();
      String text = "command.%s.usage of %s is \"%s\": %s; plugin-api/README.md has the syntax";
      if (!faults.isEmpty())
        throw Failure.of(
            String.format(text, each.name(), jar, each.usage(), String.join(", ", faults)));
    }
    return new Target(description.path(), bytes, description.custom());
  }

  /** {@code sonde.jar} itself, named by the version in its build properties. */
  static Target sonde(Path jar) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    String version = build(jar, bytes).getProperty("version", "");
    if (!version.matches("[0-9A-Za-z.-]+")) {
      throw Failure.of(jar + " does not say its version in sonde/build.properties");
    }
    return new Target("sonde/sonde-" + version + ".jar", bytes, Map.of("version", version));
  }

  /** SBOM or provenance of the {@code sonde.jar} that is published with it. */
  static Target document(Path file, String kind, Target sonde) throws IOException {
    String version = String.valueOf(sonde.custom().get("version"));
    return new Target(
        "sonde/sonde-" + version + "." + kind + ".json",
        Files.readAllBytes(file),
        Map.of("version", version, "kind", kind));
  }

  private static Properties build(Path jar, byte[] bytes) throws IOException {
    Properties properties = new Properties();
    byte[] text =
        new Target(jar.toString(), bytes, Map.of())
            .entry("sonde/build.properties")
            .orElse(new byte[0]);
    properties.load(new ByteArrayInputStream(text));
    return properties;
  }

  /** An entry of the jar that it is. */
  Optional<byte[]> entry(String name) throws IOException {
    try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(bytes), false)) {
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        if (entry.getName().equals(name)) return Optional.of(in.readAllBytes());
      }
      return Optional.empty();
    }
  }

  String sha256() {
    return Sha256.hex(bytes);
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("length", (long) bytes.length);
    json.put("hashes", Map.of("sha256", sha256()));
    json.put("custom", custom);
    return json;
  }
}
