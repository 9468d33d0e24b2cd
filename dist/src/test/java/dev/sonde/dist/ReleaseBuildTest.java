package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.json.JsonObject;
import dev.sonde.operator.Sha256;
import dev.sonde.release.Publisher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes a release of this clone's classes, under a root of a rehearsal. */
class ReleaseBuildTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Layout LAYOUT = new Layout(ROOT, "9.8.7");
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir static Path folder;
  private static Path root;
  private static Path bundle;
  private static Map<String, byte[]> made;

  @BeforeAll
  static void build() throws IOException {
    assumeTrue(Jdk.atLeast(21).isPresent(), "a release needs a JDK 21 or later");
    String desk = " --trust T/trust --repo T/repo --stage T/stage";
    publisher("ceremony" + desk + " --keys T/keys");
    publisher(
        "publish-release"
            + desk
            + " --key T/keys/owner/snapshot-1.key T/keys/owner/timestamp-1.key");
    publisher("bundle --from T/repo --out T/bundle");
    root = folder.resolve("trust/root.json");
    bundle = folder.resolve("bundle");
    made = release("first");
  }

  @Test
  void run_twiceTheSameBytes() throws IOException {
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      Map<String, byte[]> second = release("a second time");
      assertThat(second.keySet()).isEqualTo(made.keySet());
      for (String name : made.keySet())
        assertThat(Arrays.equals(second.get(name), made.get(name))).as(name).isTrue();
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  void run_files() {
    assertThat(made.keySet())
        .containsExactly(
            "plugins/shell-9.8.7-jdk17.jar",
            "plugins/tracer-full-9.8.7-jdk17.jar",
            "plugins/tracer-full-9.8.7-jdk21.jar",
            "plugins/tracer-mini-9.8.7-jdk17.jar",
            "releases/9.8.7/RELEASE.txt",
            "releases/9.8.7/bootstrap/Sonde.class",
            "releases/9.8.7/bootstrap/Sonde.java",
            "releases/9.8.7/bootstrap/paste.clj",
            "releases/9.8.7/bootstrap/paste.gogo",
            "releases/9.8.7/bootstrap/paste.groovy",
            "releases/9.8.7/bootstrap/paste.jsh",
            "releases/9.8.7/bootstrap/paste.kts",
            "releases/9.8.7/bootstrap/paste.scala",
            "releases/9.8.7/lib/sonde.jar",
            "sonde/provenance.json",
            "sonde/sbom.json",
            "sonde/sonde.jar");
  }

  @Test
  void sondeJar_carriesTheRootAndSaysThatItIsARelease() throws IOException {
    try (JarFile jar = new JarFile(folder.resolve("first/sonde/sonde.jar").toFile())) {
      Properties build = new Properties();
      build.load(jar.getInputStream(jar.getEntry("sonde/build.properties")));
      assertThat(build)
          .isEqualTo(
              Map.of(
                  "version", "9.8.7",
                  "built", "1900000000",
                  "repository", "https://sonde.example/repository/",
                  "development", "false"));
      assertThat(jar.getInputStream(jar.getEntry("sonde/root.json")).readAllBytes())
          .isEqualTo(Files.readAllBytes(root));
    }
  }

  @Test
  void releaseNote_hasTheLineAndItsDigest() {
    String line = text("releases/9.8.7/bootstrap/paste.jsh").strip();
    assertThat(text("releases/9.8.7/RELEASE.txt"))
        .contains("Commit " + COMMIT + "\n")
        .contains("SHA-256 " + Sha256.hex(made.get("sonde/sonde.jar")) + "\n")
        .contains("SHA-256 " + Sha256.hex(line.getBytes(StandardCharsets.UTF_8)) + "\n")
        .contains("\n" + line + "\n");
    assertThat(line)
        .contains("https://sonde.example/repository/releases/9.8.7/bootstrap/Sonde.class");
  }

  @Test
  void sbom_hasEachLibraryThatIsInside() throws IOException {
    JsonObject bom = JsonObject.read(made.get("sonde/sbom.json"));
    assertThat(bom.string("bomFormat") + " " + bom.string("specVersion"))
        .isEqualTo("CycloneDX 1.6");
    Map<String, JsonObject> libraries = new TreeMap<>();
    for (JsonObject each : bom.objects("components"))
      if (each.string("type").equals("library"))
        libraries.put(
            each.string("name")
                + "-"
                + each.string("version")
                + ".jar "
                + each.objects("hashes").get(0).string("content"),
            each);
    assertThat(libraries.keySet()).containsExactlyInAnyOrderElementsOf(golden());
    JsonObject okio = find(libraries, "okio");
    assertThat(okio.string("purl")).startsWith("pkg:maven/com.squareup.okio/okio-jvm@");
    assertThat(license(okio)).isEqualTo("Apache-2.0");
    assertThat(license(find(libraries, "asm-9"))).isEqualTo("BSD-3-Clause");
    assertThat(
            bom.object("metadata").object("component").objects("hashes").get(0).string("content"))
        .isEqualTo(Sha256.hex(made.get("sonde/sonde.jar")));
  }

  /** What the golden lists of both jars say, which relocation wrote. */
  private static List<String> golden() throws IOException {
    Path lists = Path.of("src/test/resources/golden");
    List<String> lines =
        new java.util.ArrayList<>(Files.readAllLines(lists.resolve("sonde.jar-libraries.txt")));
    lines.addAll(Files.readAllLines(lists.resolve("tracer-full.jar-libraries.txt")));
    return lines.stream().distinct().toList();
  }

  private static JsonObject find(Map<String, JsonObject> libraries, String name) {
    return libraries.entrySet().stream()
        .filter(it -> it.getKey().startsWith(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static String license(JsonObject component) {
    return component.objects("licenses").get(0).object("license").string("id");
  }

  @Test
  void provenance_namesCommitBuilderAndSubjects() {
    JsonObject statement = JsonObject.read(made.get("sonde/provenance.json"));
    assertThat(statement.string("_type")).isEqualTo("https://in-toto.io/Statement/v1");
    assertThat(statement.string("predicateType")).isEqualTo("https://slsa.dev/provenance/v1");
    Map<String, String> subjects =
        statement.objects("subject").stream()
            .collect(
                Collectors.toMap(
                    it -> it.string("name"), it -> it.object("digest").string("sha256")));
    assertThat(subjects)
        .containsEntry("sonde.jar", Sha256.hex(made.get("sonde/sonde.jar")))
        .containsEntry("sbom.json", Sha256.hex(made.get("sonde/sbom.json")))
        .containsKeys("target.jar", "agent.jar", "tracer-full-9.8.7-jdk17.jar", "Sonde.class");
    JsonObject definition = statement.object("predicate").object("buildDefinition");
    assertThat(definition.object("externalParameters").string("commit")).isEqualTo(COMMIT);
    assertThat(
            statement
                .object("predicate")
                .object("runDetails")
                .object("builder")
                .object("version")
                .string("jdk"))
        .contains("" + Runtime.version().feature());
  }

  @Test
  void run_underADevelopmentRoot() throws IOException {
    publisher("keys --development T/dev");
    Path development = folder.resolve("dev/1.root.json");
    assertThatThrownBy(() -> new ReleaseBuild(LAYOUT, order("none", development)).run())
        .hasMessageContaining("is marked x-sonde-development: a release carries no such root");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void run_withTheBundleOfAnotherRoot() throws IOException {
    publisher("ceremony --trust T/trust2 --repo T/repo2 --stage T/stage2 --keys T/keys2");
    Path other = folder.resolve("stage2/metadata/1.root.json");
    assertThatThrownBy(() -> new ReleaseBuild(LAYOUT, order("none", other)).run())
        .hasMessageContaining("has another root than");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void run_withABundleThatHoldsMoreThanData() throws IOException {
    Path hidden = Files.write(bundle.resolve("target.jar"), new byte[] {1});
    try {
      assertThatThrownBy(() -> new ReleaseBuild(LAYOUT, order("none", root)).run())
          .hasMessageContaining("holds target.jar, which no bundle has");
    } finally {
      Files.delete(hidden);
    }
  }

  private static String text(String name) {
    return new String(made.get(name), StandardCharsets.UTF_8);
  }

  private static ReleaseOrder order(String out, Path root) {
    return new ReleaseOrder(
        root,
        Optional.of(bundle),
        URI.create("https://sonde.example/repository/"),
        COMMIT,
        Instant.ofEpochSecond(1_900_000_000),
        folder.resolve(out));
  }

  private static Map<String, byte[]> release(String out) throws IOException {
    String tests = System.getProperty("java.class.path");
    System.setProperty("java.class.path", Files.readString(Path.of("target/class-path")));
    try {
      new ReleaseBuild(LAYOUT, order(out, root)).run();
    } finally {
      System.setProperty("java.class.path", tests);
    }
    Map<String, byte[]> files = new TreeMap<>();
    for (Path file : Folders.files(folder.resolve(out)))
      files.put(folder.resolve(out).relativize(file).toString(), Files.readAllBytes(file));
    return files;
  }

  private static void publisher(String words) {
    List<String> list =
        Arrays.stream(words.split(" "))
            .map(it -> it.startsWith("T/") ? folder.resolve(it.substring(2)).toString() : it)
            .toList();
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(messages, true, StandardCharsets.UTF_8);
    assertThat(Publisher.run(list, out, out, Clock.systemUTC())).as(messages.toString()).isZero();
  }
}
