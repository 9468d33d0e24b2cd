package dev.sonde.release;

import dev.sonde.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** That nothing of a developer's keys is in a release. */
final class ReleaseCheck {
  private ReleaseCheck() {}

  /**
   * Fails unless {@code file} is the newest committed root, without the mark of development, and
   * without a key that a root in one of the {@code development} folders has.
   */
  static void root(TrustFolder trust, Path file, List<Path> development) throws IOException {
    if (!Files.exists(file)) {
      String text = "%s does not exist: no ceremony was held, so there is nothing to release under";
      throw Failure.of(String.format(text, file));
    }
    byte[] root = Files.readAllBytes(file);
    committed(trust, root, file.toString());
    Set<String> keys = keys(root);
    for (Path folder : development)
      for (Path each : SafeFiles.below(folder)) {
        if (!each.toString().endsWith(".root.json")) continue;
        Set<String> shared = new TreeSet<>(keys(Files.readAllBytes(each)));
        shared.retainAll(keys);
        if (!shared.isEmpty())
          throw Failure.of(
              file + " shares the key " + shared + " with the development root " + each);
      }
  }

  private static void committed(TrustFolder trust, byte[] root, String where) throws IOException {
    if (KeyFolder.isDevelopment(root))
      throw Failure.of(where + " is marked x-sonde-development; a release carries no such root");
    Map.Entry<Long, Document> newest = trust.roots().lastEntry();
    if (newest == null)
      throw Failure.of("no root is committed: no ceremony was held (docs/KEYS.md)");
    if (!Arrays.equals(root, newest.getValue().bytes()))
      throw Failure.of(
          where + " is not the newest committed root, " + newest.getKey() + ".root.json");
  }

  /** Key ids, and public values under whatever id. */
  private static Set<String> keys(byte[] root) {
    Set<String> keys = new TreeSet<>();
    JsonObject known = JsonObject.read(root).object("signed").object("keys");
    for (String id : known.keys()) keys.add(PublicKey.of(known.object(id)).spki());
    return keys;
  }

  /** Looks into a {@code sonde.jar} that is to be listed. */
  static void jar(Target target, TrustFolder trust) throws IOException {
    if (!target.path().endsWith(".jar")) return;
    Properties build = new Properties();
    build.load(
        new java.io.StringReader(
            new String(
                target.entry("sonde/build.properties").orElse(new byte[0]),
                java.nio.charset.StandardCharsets.UTF_8)));
    if (!"false".equals(build.getProperty("development")))
      throw Failure.of(target.path() + " is a development build; make it with bin/release");
    byte[] root =
        target
            .entry("sonde/root.json")
            .orElseThrow(() -> Failure.of(target.path() + " carries no root"));
    committed(trust, root, "sonde/root.json of " + target.path());
  }
}
