package dev.sonde.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Instant now = Workshop.NOW;
  private Path keys;
  private Path repo;
  private Path jar;

  @BeforeEach
  void prepare() throws IOException {
    keys = folder.resolve("keys");
    repo = folder.resolve("repo");
    jar = Files.write(folder.resolve("p.jar"), Workshop.plugin("tracer-full", "0.1.0", 17, 1));
  }

  @Test
  void verbs_fromKeysToVerification() {
    assertThat(run(0, "keys --development KEYS")).isEqualTo("development keys in KEYS\n");
    assertThat(run(0, "publish --keys KEYS --out REPO --add JAR"))
        .isEqualTo("published REPO: timestamp 1, snapshot 1, targets 1, plugins 1\n");
    assertThat(run(0, "verify REPO --root KEYS/1.root.json"))
        .matches(
            "good tracer-full 0\\.1\\.0 jdk17 sha256 [0-9a-f]{64}\ndevelopment keys: for this machine only\n");
  }

  @Test
  void keys_forTheOwnerAlone() throws IOException {
    run(0, "keys --development KEYS");
    assertThat(mode(keys)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(keys)) {
      List<Path> secret = files.filter(it -> it.toString().endsWith(".ed25519")).toList();
      assertThat(secret).hasSize(11).allMatch(it -> mode(it).equals("rw-------"));
    }
  }

  @Test
  void keys_neverReplaced() throws IOException {
    run(0, "keys --development KEYS");
    Map<String, String> before = contents(keys);
    now = now.plus(KeyFolder.LIFETIME.dividedBy(3));
    run(0, "keys --development KEYS");
    assertThat(contents(keys)).isEqualTo(before);
    now = now.plus(KeyFolder.LIFETIME);
    run(0, "keys --development KEYS");
    Map<String, String> after = contents(keys);
    assertThat(after.remove("2.root.json")).isNotNull();
    assertThat(after).isEqualTo(before);
  }

  @Test
  void keys_notWhole() throws IOException {
    run(0, "keys --development KEYS");
    Files.delete(keys.resolve("targets-2.ed25519"));
    assertThat(run(1, "keys --development KEYS"))
        .isEqualTo(
            "KEYS has no targets-2.ed25519: its keys are not whole; make new ones in an empty folder\n");
  }

  @Test
  void keys_whereOthersMayLook() throws IOException {
    Files.createDirectory(keys);
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwxr-x---"));
    assertThat(run(1, "keys --development KEYS"))
        .isEqualTo(
            "KEYS has mode rwxr-x---, others may enter it; `chmod 700` it, or make keys elsewhere\n");
  }

  @Test
  void publish_unchanged() throws IOException {
    published();
    Map<String, String> before = contents(repo);
    now = now.plusSeconds(60);
    assertThat(run(0, "publish --keys KEYS --out REPO --add JAR"))
        .endsWith(": timestamp 1, snapshot 1, targets 1, plugins 1\n");
    assertThat(contents(repo)).isEqualTo(before);
  }

  @Test
  void publish_anotherVersion() throws IOException {
    published();
    Files.write(jar, Workshop.plugin("tracer-full", "0.2.0", 17, 1));
    assertThat(run(0, "publish --keys KEYS --out REPO --add JAR"))
        .endsWith(": timestamp 2, snapshot 2, targets 1, plugins 2\n");
    assertThat(run(0, "verify REPO --root KEYS/1.root.json")).contains("0.1.0").contains("0.2.0");
  }

  @Test
  void publish_whenHalfTheTimeIsGone() {
    published();
    now = now.plus(KeyFolder.LIFETIME.dividedBy(2));
    assertThat(run(0, "publish --keys KEYS --out REPO"))
        .endsWith(": timestamp 2, snapshot 2, targets 2, plugins 2\n");
  }

  @Test
  void publish_sondeItself() throws IOException {
    published();
    Files.write(
        folder.resolve("sonde.jar"), Workshop.jar("sonde/build.properties", "version=1.2.3\n"));
    assertThat(run(0, "publish --keys KEYS --out REPO --sonde-jar SONDE"))
        .endsWith(": timestamp 2, snapshot 2, targets 2, plugins 1\n");
    assertThat(contents(repo).keySet())
        .anyMatch(it -> it.matches("targets/sonde/[0-9a-f]{64}\\.sonde-1\\.2\\.3\\.jar"));
    assertThat(run(0, "verify REPO --root KEYS/1.root.json")).startsWith("good tracer-full");
  }

  @Test
  void publish_readableByAnyServer() throws IOException {
    published();
    try (Stream<Path> files = Files.walk(repo)) {
      assertThat(files)
          .allMatch(it -> mode(it).equals(Files.isDirectory(it) ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  @Test
  void publish_intoTheFolderOfAnotherRoot() throws IOException {
    published();
    keys = folder.resolve("others");
    run(0, "keys --development KEYS");
    assertThat(run(1, "publish --keys KEYS --out REPO --add JAR"))
        .isEqualTo("REPO belongs to another root; publish into an empty folder\n");
  }

  @Test
  void publish_aJarThatIsNoPlugin() throws IOException {
    run(0, "keys --development KEYS");
    Files.write(jar, Workshop.jar("a.txt", "x"));
    assertThat(run(4, "publish --keys KEYS --out REPO --add JAR"))
        .isEqualTo(
            "SONDE-IDENTITY: META-INF/sonde.properties of JAR: it is missing; tell who published it\n");
    assertThat(repo).doesNotExist();
  }

  @Test
  void bundle_listsItsFiles() throws IOException {
    published();
    assertThat(run(0, "bundle --from REPO --out BUNDLE")).isEqualTo("bundled BUNDLE: 6 files\n");
    Map<String, String> files = contents(folder.resolve("bundle"));
    assertThat(files.get("root.json")).isEqualTo(contents(keys).get("1.root.json"));
    List<String> listed = files.get("repository/index.txt").lines().toList();
    assertThat(
            files.keySet().stream()
                .filter(it -> !it.equals("root.json") && !it.endsWith("index.txt"))
                .map(it -> it.substring(11)))
        .containsExactlyElementsOf(listed);
    run(0, "verify BUNDLE/repository --root BUNDLE/root.json");
  }

  @Test
  void bundle_replacesTheLastOne() throws IOException {
    published();
    run(0, "bundle --from REPO --out BUNDLE");
    Files.write(
        jar,
        Workshop.jar(
            "META-INF/sonde.properties", Workshop.properties("tracer-full", "0.1.0", 17, 1)));
    run(0, "publish --keys KEYS --out REPO --add JAR");
    assertThat(run(0, "bundle --from REPO --out BUNDLE")).isEqualTo("bundled BUNDLE: 6 files\n");
    assertThat(contents(folder.resolve("bundle")))
        .hasSize(8)
        .doesNotContainKey("repository/metadata/1.plugins.json");
  }

  @Test
  void verify_refused() throws IOException {
    published();
    now = now.plus(KeyFolder.LIFETIME);
    assertThat(run(4, "verify REPO --root KEYS/1.root.json"))
        .startsWith("SONDE-EXPIRED: 1.root.json of REPO expired ");
  }

  @Test
  void words_notUnderstood() {
    assertThat(run(2, "")).isEqualTo(Publisher.USAGE + "\n");
    assertThat(run(2, "endorse")).isEqualTo(Publisher.USAGE + "\n");
    assertThat(run(2, "keys --devel X"))
        .isEqualTo("unknown option --devel\n" + Publisher.USAGE + "\n");
    assertThat(run(2, "verify --root X"))
        .isEqualTo("expected one word but found 0\n" + Publisher.USAGE + "\n");
    assertThat(run(2, "publish --keys A B --out C"))
        .isEqualTo("expected one value of --keys but found 2\n" + Publisher.USAGE + "\n");
  }

  private void published() {
    run(0, "keys --development KEYS");
    run(0, "publish --keys KEYS --out REPO --add JAR");
  }

  /** Runs a verb; names in capitals stand for paths, in the output too. */
  private String run(int code, String words) {
    Map<String, String> names =
        Map.of(
            "KEYS",
            keys.toString(),
            "REPO",
            repo.toString(),
            "JAR",
            jar.toString(),
            "SONDE",
            folder.resolve("sonde.jar").toString(),
            "BUNDLE",
            folder.resolve("bundle").toString());
    List<String> list =
        Stream.of(words.split(" ")).filter(it -> !it.isEmpty()).map(it -> path(it, names)).toList();
    out.reset();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int found = Publisher.run(list, stream, stream, Clock.fixed(now, ZoneOffset.UTC));
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(found).as(text).isEqualTo(code);
    for (var name : names.entrySet()) text = text.replace(name.getValue(), name.getKey());
    return text;
  }

  private static String path(String word, Map<String, String> names) {
    String[] parts = word.split("/", 2);
    return names.getOrDefault(parts[0], parts[0]) + (parts.length > 1 ? "/" + parts[1] : "");
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
