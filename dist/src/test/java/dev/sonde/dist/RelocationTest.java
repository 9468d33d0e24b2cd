package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;

class RelocationTest {
  @TempDir Path folder;
  private Path library;

  @BeforeEach
  void compileLibrary() throws IOException {
    Jar classes =
        compile(
            "library",
            List.of(),
            "package lib; public class Used { Deep deep; }",
            "package lib; class Deep {}",
            "package lib; public class Named {}",
            "package lib; public class Unused {}");
    library = Files.write(folder.resolve("library.jar"), classes.bytes(Map.of()));
  }

  @Test
  void apply_keepsWhatIsReachedAlsoByName() throws IOException {
    Jar result =
        relocated("package own; class Own { lib.Used used; String name = \"lib.Named\"; }");

    assertThat(result.entries())
        .containsOnlyKeys(
            "META-INF/LIBRARIES",
            "own/Own.class",
            "hidden/lib/Used.class",
            "hidden/lib/Deep.class",
            "hidden/lib/Named.class");
  }

  @Test
  void apply_renamesTheClassAndItsUsers() throws IOException {
    Jar result = relocated("package own; class Own extends lib.Used {}");

    assertThat(new ClassReader(result.entries().get("hidden/lib/Used.class")).getClassName())
        .isEqualTo("hidden/lib/Used");
    assertThat(new ClassReader(result.entries().get("own/Own.class")).getSuperName())
        .isEqualTo("hidden/lib/Used");
  }

  @Test
  void apply_listsTheLibrariesThatWereUsed() throws IOException {
    Jar result = relocated("package own; class Own extends lib.Used {}");

    assertThat(new String(result.entries().get("META-INF/LIBRARIES"), StandardCharsets.UTF_8))
        .isEqualTo("library.jar " + Sha256.hex(Files.readAllBytes(library)) + "\n");
  }

  @Test
  void apply_keepsOwnResources() throws IOException {
    try (Libraries libraries = new Libraries(List.of(library))) {
      Jar result =
          new Relocation(libraries, "", "hidden/")
              .apply(new Jar().put("notes.txt", new byte[] {7}));

      assertThat(result.entries()).containsOnlyKeys("META-INF/LIBRARIES", "notes.txt");
    }
  }

  private Jar relocated(String ownSource) throws IOException {
    Jar own = compile("own", List.of(library), ownSource);
    try (Libraries libraries = new Libraries(List.of(library))) {
      return new Relocation(libraries, "", "hidden/").apply(own);
    }
  }

  private Jar compile(String name, List<Path> classPath, String... sources) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String source : sources) {
      String type = source.replaceAll(".*class (\\w+).*", "$1");
      Path file = folder.resolve(name + "-source").resolve(type + ".java");
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source));
    }
    return new Javac(Jdk.current()).compile(17, folder.resolve(name), files, classPath);
  }
}
