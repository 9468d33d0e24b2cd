package dev.sonde.dist;

import dev.sonde.json.JsonObject;
import dev.sonde.operator.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes what two people sign: plugin jars, and with a bundle {@code sonde.jar}, the bootstrap,
 * SBOM, provenance and release note. No development key comes near it. Equal commit, bundle and
 * JDKs give equal bytes.
 */
final class ReleaseBuild {
  private final Layout layout;
  private final ReleaseOrder order;

  ReleaseBuild(Layout layout, ReleaseOrder order) {
    this.layout = layout;
    this.order = order;
  }

  void run() throws IOException {
    byte[] root = Files.readAllBytes(order.root());
    checkRoot(root, order.root());
    if (order.bundle().isPresent()) checkBundle(order.bundle().get(), root);
    if (Jdk.atLeast(21).isEmpty())
      throw new IllegalStateException(
          "a release has plugins of line 21, and no JDK 21 or later was found here: install one");
    Folders.delete(order.out());
    try (Libraries libraries = new Libraries(layout.libraries())) {
      SortedMap<String, byte[]> plugins = PluginJars.all(layout, libraries, List.of(21));
      for (Map.Entry<String, byte[]> jar : plugins.entrySet())
        Folders.write(order.out().resolve("plugins").resolve(jar.getKey()), jar.getValue());
      if (order.bundle().isPresent()) sonde(libraries, plugins, order.bundle().get());
    }
  }

  private static void checkRoot(byte[] root, Path where) {
    if (JsonObject.read(root).object("signed").flag("x-sonde-development"))
      throw new IllegalStateException(
          where + " is marked x-sonde-development: a release carries no such root");
  }

  /**
   * The first signer hands it over, so it may hold signed data only: whatever else lay in it would
   * be in {@code sonde.jar}, {@code target.jar} for instance, and in the second signer's too.
   */
  private void checkBundle(Path bundle, byte[] root) throws IOException {
    for (Path file : Folders.files(bundle)) {
      Path name = bundle.relativize(file);
      if (!name.startsWith("repository") && !name.equals(Path.of("root.json")))
        throw new IllegalStateException(bundle + " holds " + name + ", which no bundle has");
    }
    if (!Arrays.equals(Files.readAllBytes(bundle.resolve("root.json")), root))
      throw new IllegalStateException(
          bundle + " has another root than " + order.root() + "; bundle anew");
    checkFirst(bundle.resolve("repository/metadata/1.root.json"));
  }

  /** Policies know the repository by its first root, which is committed beside the newest. */
  private void checkFirst(Path first) throws IOException {
    Path committed = order.root().resolveSibling("1.root.json");
    if (!Files.exists(first) || Files.mismatch(first, committed) != -1)
      throw new IllegalStateException(first + " is not " + committed + "; bundle anew");
  }

  private void sonde(Libraries libraries, SortedMap<String, byte[]> plugins, Path bundle)
      throws IOException {
    byte[] target = TargetJar.build(layout);
    byte[] agent = AgentJar.build(layout);
    byte[] sonde =
        SondeJar.ofClasses(layout, libraries)
            .with("target.jar", target)
            .with("target.sha256", Sha256.hex(target).getBytes(StandardCharsets.US_ASCII))
            .with("agent.jar", agent)
            .with("build.properties", buildProperties())
            .withAll(bundle)
            .bytes();
    SortedMap<String, byte[]> made = new TreeMap<>(plugins);
    made.put("sonde.jar", sonde);
    made.put("target.jar", target);
    made.put("agent.jar", agent);
    Path folder = order.out().resolve("releases").resolve(layout.version());
    new Bootstrap(layout, folder, order.base(layout.version())).build(sonde);
    Folders.write(folder.resolve("lib/sonde.jar"), sonde);
    made.put("Sonde.class", Files.readAllBytes(folder.resolve("bootstrap/Sonde.class")));
    write("sonde/sonde.jar", sonde);
    byte[] sbom = new Sbom(layout, order.time()).of(made);
    made.put("sbom.json", sbom);
    write("sonde/sbom.json", sbom);
    write("sonde/provenance.json", new Provenance(layout, order).of(made));
    writeNote(sonde, folder);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Folders.write(order.out().resolve(name), bytes);
  }

  /** The release note: what a person compares the line with before it is pasted. */
  private void writeNote(byte[] sonde, Path folder) throws IOException {
    String line = Files.readString(folder.resolve("bootstrap/paste.jsh")).strip();
    if (line.length() > PasteLine.LIMIT)
      throw new IllegalStateException(
          "the pasted line has " + line.length() + " characters: the repository has a long name");
    String note =
        String.format(
            "Sonde %s\n\nCommit %s\nsonde.jar: %d bytes, SHA-256 %s\nThe line for jshell, without its line break: SHA-256 %s\n\n%s\n",
            layout.version(),
            order.commit(),
            sonde.length,
            Sha256.hex(sonde),
            Sha256.hex(line.getBytes(StandardCharsets.UTF_8)),
            line);
    Folders.write(folder.resolve("RELEASE.txt"), note.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] buildProperties() {
    return Build.properties(layout.version(), order.time(), order.repository().toString(), false);
  }
}
