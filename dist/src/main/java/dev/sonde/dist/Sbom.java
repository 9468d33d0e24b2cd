package dev.sonde.dist;

import dev.sonde.json.JsonWriter;
import dev.sonde.operator.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What is inside the released jars, as CycloneDX 1.6 in JSON: each library that {@code
 * META-INF/LIBRARIES} of a jar lists, which is what relocation really took classes from.
 */
final class Sbom {
  private static final String LIST = "META-INF/LIBRARIES";

  private final Layout layout;
  private final Instant time;

  Sbom(Layout layout, Instant time) {
    this.layout = layout;
    this.time = time;
  }

  /** The bill of these files, by name. */
  byte[] of(SortedMap<String, byte[]> files) throws IOException {
    List<Object> components = new ArrayList<>();
    List<Object> dependencies = new ArrayList<>();
    SortedMap<String, Object> libraries = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String reference = "file:" + file.getKey();
      if (!file.getKey().equals("sonde.jar")) components.add(own(file.getKey(), file.getValue()));
      List<String> inside = new ArrayList<>();
      for (Library library : libraries(file.getKey(), file.getValue())) {
        libraries.put(library.purl(), component(library));
        inside.add(library.purl());
      }
      dependencies.add(ordered("ref", reference, "dependsOn", inside));
    }
    components.addAll(libraries.values());
    byte[] sonde = java.util.Objects.requireNonNull(files.get("sonde.jar"));
    Map<String, Object> root = new LinkedHashMap<>(own("sonde.jar", sonde));
    root.put("type", "application");
    Map<String, Object> bom =
        ordered(
            "bomFormat",
            "CycloneDX",
            "specVersion",
            "1.6",
            "serialNumber",
            "urn:uuid:" + UUID.nameUUIDFromBytes(sonde),
            "version",
            1L,
            "metadata",
            ordered("timestamp", time.toString(), "component", root),
            "components",
            components,
            "dependencies",
            dependencies);
    return (JsonWriter.line(bom) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, Object> own(String name, byte[] bytes) {
    return ordered(
        "type",
        "file",
        "bom-ref",
        "file:" + name,
        "name",
        name,
        "version",
        layout.version(),
        "hashes",
        hashes(Sha256.hex(bytes)),
        "licenses",
        List.of(Map.of("license", Map.of("id", "Apache-2.0"))));
  }

  private static Map<String, Object> component(Library library) throws IOException {
    return ordered(
        "type", "library",
        "bom-ref", library.purl(),
        "group", library.group(),
        "name", library.artifact(),
        "version", library.version(),
        "hashes", hashes(Sha256.hex(Files.readAllBytes(library.jar()))),
        "licenses", library.licenses().stream().map(Sbom::license).toList(),
        "purl", library.purl());
  }

  private static List<Object> hashes(String sha256) {
    return List.of(ordered("alg", "SHA-256", "content", sha256));
  }

  private static Map<String, Object> license(Library.License license) {
    String name = license.name();
    if (name.contains("Apache") && name.contains("2.0"))
      return Map.of("license", Map.of("id", "Apache-2.0"));
    if (name.equals("BSD-3-Clause")) return Map.of("license", Map.of("id", name));
    return Map.of("license", ordered("name", name, "url", license.url()));
  }

  /**
   * The libraries that a jar lists, each found again on the class path with the digest it lists.
   */
  private List<Library> libraries(String jar, byte[] bytes) throws IOException {
    List<Library> found = new ArrayList<>();
    if (!jar.endsWith(".jar")) return found;
    for (String line : list(bytes).lines().toList()) {
      String[] words = line.split(" ");
      Path file =
          layout.libraries().stream()
              .filter(each -> each.getFileName().toString().equals(words[0]))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(jar + " lists an unknown " + words[0]));
      if (!Sha256.hex(Files.readAllBytes(file)).equals(words[1]))
        throw new IllegalStateException(jar + " lists another " + words[0] + " than " + file);
      found.add(Library.of(file));
    }
    return found;
  }

  private static String list(byte[] jar) throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry())
        if (entry.getName().equals(LIST))
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return "";
  }

  static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
    return map;
  }
}
