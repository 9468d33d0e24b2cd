package dev.sonde.jshell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbroadTest {
  @TempDir Path folder;
  private Path root = Path.of("");
  private Path to = Path.of("");

  @BeforeEach
  void fill() throws IOException {
    root = Files.createDirectory(folder.resolve("root"));
    to = folder.resolve("copy.jar");
    Path app = Files.createDirectories(root.resolve("app/classes/a/b"));
    Files.writeString(root.resolve("app/a.jar"), "jar");
    Files.writeString(app.resolve("C.class"), "class");
    Files.writeString(app.resolve("secret.yml"), "secret");
    Files.createSymbolicLink(app.resolve("L.class"), folder.resolve("root/app/a.jar"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("app"));
    Files.createSymbolicLink(root.resolve("app/link.jar"), root.resolve("app/a.jar"));
  }

  private boolean copied(String file) throws IOException {
    return new Abroad(root, 100).copy(file, to);
  }

  @Test
  void file() throws IOException {
    assertThat(copied("/app/a.jar")).isTrue();
    assertThat(to).hasContent("jar");
  }

  @Test
  void folder_itsClassesAlone() throws IOException {
    assertThat(copied("/app/classes/")).isTrue();
    try (ZipFile zip = new ZipFile(to.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("a/b/C.class");
    }
  }

  @Test
  void link_isNotFollowed() throws IOException {
    assertThat(copied("/link/a.jar")).isFalse();
    assertThat(copied("/app/link.jar")).isFalse();
    assertThat(copied("/app/../../root/app/a.jar/..")).isFalse();
    assertThat(copied("/nowhere/a.jar")).isFalse();
  }

  @Test
  void tooMuch() {
    assertThatThrownBy(() -> new Abroad(root, 2).copy("/app/a.jar", to))
        .isInstanceOf(Abroad.TooMuch.class);
  }
}
