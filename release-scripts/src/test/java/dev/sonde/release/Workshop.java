package dev.sonde.release;

import dev.sonde.json.JsonObject;
import dev.sonde.json.JsonReader;
import dev.sonde.json.JsonWriter;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.Repositories;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositorySource;
import dev.sonde.operator.repository.fetch.Resources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A development repository in a temporary folder, and the tools to spoil it. */
final class Workshop {
  static final Instant NOW = Instant.parse("2030-05-01T12:00:00Z");

  final Path base;
  final Path repo;
  final KeyFolder keys;
  byte[] root;
  Instant now = NOW;

  Workshop(Path base) throws IOException {
    this.base = base;
    this.repo = base.resolve("repo");
    this.keys = KeyFolder.openOrCreate(base.resolve("keys"));
    keys.renewRoot(NOW);
    root = keys.roots().get(1L).bytes();
  }

  static String properties(String id, String version, int line, int api) {
    return "id="
        + id
        + "\nversion="
        + version
        + "\nline="
        + line
        + "\napi="
        + api
        + "\ncapabilities=instrument\ncommands=trace\ncommand.trace.usage=trace JVM\ncommand.trace.summary=See calls\ncommand.trace.capability=instrument\n";
  }

  /** A jar with these entries: name, text, name, text. */
  static byte[] jar(String... entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (int i = 0; i < entries.length; i += 2) {
        ZipEntry entry = new ZipEntry(entries[i]);
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] plugin(String id, String version, int line, int api) {
    return jar(
        "META-INF/sonde.properties",
        properties(id, version, line, api),
        "p/" + id + line + ".class",
        version);
  }

  String publish(byte[]... jars) throws IOException {
    List<Target> targets = new ArrayList<>();
    for (byte[] jar : jars) {
      Path file = base.resolve("plugin.jar");
      Files.write(file, jar);
      targets.add(Target.plugin(file));
    }
    return new Publication(new RepositoryFolder(repo), keys, now).run(targets, List.of());
  }

  Repository open() {
    return open(name -> null);
  }

  /** As a build that carries {@code bundle}. */
  Repository open(Resources bundle) {
    return open(new BakedTrust(root, true, Instant.EPOCH, bundle));
  }

  Repository open(BakedTrust trust) {
    return Repositories.open(
        RepositorySource.of(repo.toString()), trust, Clock.fixed(now, ZoneOffset.UTC));
  }

  Path metadata(String name) {
    return repo.resolve("metadata").resolve(name);
  }

  void spoil(Path file, UnaryOperator<String> change) throws IOException {
    Files.write(
        file,
        change
            .apply(Files.readString(file, StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1));
  }

  void spoil(String name, UnaryOperator<String> change) throws IOException {
    spoil(metadata(name), change);
  }

  /**
   * Changes the signed part of version 1 of a role, signs it with {@code signers}, and lists it
   * anew above.
   */
  void resign(Role role, Consumer<Map<String, Object>> change, List<? extends SigningKey> signers)
      throws IOException {
    replace(role, resigned(role, change, signers).bytes());
  }

  void resign(Role role, Consumer<Map<String, Object>> change) throws IOException {
    resign(role, change, keys.keys(role));
  }

  Document resigned(
      Role role, Consumer<Map<String, Object>> change, List<? extends SigningKey> signers)
      throws IOException {
    Map<String, Object> signed = map(JsonReader.read(Files.readAllBytes(file(role))), "signed");
    change.accept(signed);
    return Document.sign(signed, signers);
  }

  /**
   * Puts {@code bytes} in place of version 1 of a role, and lists them in snapshot and timestamp.
   */
  void replace(Role role, byte[] bytes) throws IOException {
    Files.write(file(role), bytes);
    if (role == Role.PLUGINS || role == Role.TARGETS) list(Role.SNAPSHOT, role, bytes);
    if (role == Role.SNAPSHOT) list(Role.TIMESTAMP, role, bytes);
  }

  private void list(Role lister, Role role, byte[] bytes) throws IOException {
    resign(
        lister,
        signed -> {
          Map<String, Object> entry = map(map(signed, "meta"), role + ".json");
          entry.put("length", (long) bytes.length);
          entry.put("hashes", Map.of("sha256", Sha256.hex(bytes)));
        });
  }

  private Path file(Role role) {
    return metadata(role == Role.TIMESTAMP ? "timestamp.json" : "1." + role + ".json");
  }

  /** Adds a signature object to version 1 of a role. */
  void addSignature(Role role, UnaryOperator<Map<String, Object>> copyOfFirst) throws IOException {
    Map<String, Object> file =
        new LinkedHashMap<>(JsonObject.read(Files.readAllBytes(file(role))).values());
    List<Object> signatures = new ArrayList<>((List<?>) file.get("signatures"));
    signatures.add(copyOfFirst.apply(new LinkedHashMap<>(map(signatures.get(0)))));
    file.put("signatures", signatures);
    replace(role, JsonWriter.line(file).getBytes(StandardCharsets.UTF_8));
  }

  static Map<String, Object> map(Object parent, String key) {
    return map(map(parent).get(key));
  }

  @SuppressWarnings("unchecked") // JSON has no keys but strings
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** The one jar below targets/. */
  Path jarFile() throws IOException {
    try (var files = Files.walk(repo.resolve("targets"))) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }
}
