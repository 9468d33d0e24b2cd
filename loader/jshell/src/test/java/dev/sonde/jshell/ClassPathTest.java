package dev.sonde.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.operator.session.Receiver;
import dev.sonde.operator.session.RemovalReport;
import dev.sonde.operator.session.Run;
import dev.sonde.operator.session.Session;
import dev.sonde.wire.SessionId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
  @TempDir Path folder;
  private final FakeSession session = new FakeSession();
  private final List<String> notes = new ArrayList<>();
  private Path copies = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    copies = Files.createDirectory(folder.resolve("copies"));
  }

  @Test
  void files_areReadInPlace_andClassesOfThoseThatAreNotThereAskedFor() throws IOException {
    Path jar = Files.write(folder.resolve("a.jar"), jar(Map.of("A.class", "a")));
    String gone = folder.resolve("gone.jar").toUri().toString();
    assertThat(path(true, jar.toUri().toString(), gone)).containsExactly(jar.toString());
    assertThat(session.asked).containsExactly(List.of("classes", "0", gone));
    session.asked.clear();
    path(true, jar.toUri().toString());
    assertThat(session.asked).isEmpty();
  }

  @Test
  void nestedJarsAndFolders_areCopied() throws IOException {
    byte[] inner = jar(Map.of("b/B.class", "b"));
    Map<String, Object> entries = new TreeMap<>();
    entries.put("BOOT-INF/lib/b.jar", inner);
    entries.put("BOOT-INF/classes/", "");
    entries.put("BOOT-INF/classes/c/C.class", "c");
    entries.put("BOOT-INF/classes/application.yml", "secret");
    Path outer = Files.write(folder.resolve("app.jar"), jar(entries));
    List<String> found =
        path(
            true,
            "jar:nested:" + outer + "/!BOOT-INF/classes/!/",
            "jar:file:" + outer + "!/BOOT-INF/lib/b.jar!/");
    assertThat(found).hasSize(2).allMatch(each -> each.startsWith(copies.toString()));
    assertThat(names(found.get(0))).containsExactly("c/C.class");
    assertThat(Files.readAllBytes(Path.of(found.get(1)))).isEqualTo(inner);
  }

  @Test
  void classes_thatNoFileHas_comeOverTheLink() throws IOException {
    session.classes.put("d.D", List.of("one ", "two"));
    session.classes.put("../../evil", List.of("x"));
    List<String> found = path(false);
    assertThat(session.asked).containsExactly(List.of("classes", "0"));
    assertThat(names(found.get(0))).containsExactly("d/D.class");
    try (ZipFile zip = new ZipFile(found.get(0))) {
      assertThat(zip.getInputStream(zip.getEntry("d/D.class"))).hasContent("one two");
    }
    session.asked.clear();
    path(true, "bundle://3.0:1/");
    assertThat(session.asked).hasSize(1);
  }

  private List<String> path(boolean whole, String... urls) throws IOException {
    Described described = new Described(plugin -> {});
    Map<String, Object> place = new TreeMap<>();
    place.put("kind", "place");
    place.put("index", 0L);
    place.put("loader", "a loader");
    place.put("whole", whole);
    place.put("urls", List.of(urls));
    described.accept(new TreeMap<>(place));
    String path =
        new ClassPath(copies, null, notes::add).add(described, new Desk(session)).toString();
    return path.isEmpty() ? List.of() : List.of(path.split(":"));
  }

  private static TreeSet<String> names(String jar) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (ZipFile zip = new ZipFile(jar)) {
      zip.stream().map(ZipEntry::getName).forEach(names::add);
    }
    return names;
  }

  private static byte[] jar(Map<String, ?> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, ?> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(
            each.getValue() instanceof byte[] file
                ? file
                : each.getValue().toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  /** Answers the verb {@code classes}. */
  private static final class FakeSession implements Session {
    final List<List<String>> asked = new ArrayList<>();
    final Map<String, List<String>> classes = new TreeMap<>();

    @Override
    public Run run(
        String command, List<String> args, Map<String, String> options, Receiver records) {
      asked.add(args);
      classes.forEach(
          (name, pieces) -> {
            for (int i = 0; i < pieces.size(); i++) {
              Map<String, @Nullable Object> record = new TreeMap<>();
              record.put("kind", "class");
              record.put("name", name);
              record.put("bytes", pieces.get(i).getBytes(StandardCharsets.UTF_8));
              record.put("more", i + 1 < pieces.size());
              records.record(record);
            }
          });
      return new Run() {
        @Override
        public Map<String, @Nullable Object> await() {
          return Map.of();
        }

        @Override
        public void cancel() {}
      };
    }

    @Override
    public Jvm jvm() {
      throw new UnsupportedOperationException();
    }

    @Override
    public SessionId id() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void load(VerifiedJar jar) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RemovalReport end(String reason) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
