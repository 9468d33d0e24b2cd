package dev.sonde.operator.repository.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFolderTest {
  @TempDir Path parent;
  private Path path;
  private PrivateFolder folder;

  @BeforeEach
  void open() throws IOException {
    path = parent.resolve("private");
    folder = PrivateFolder.open(path);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void folder_andFiles_areTheOwnersAlone() throws IOException {
    folder.write("file", new byte[3]);
    assertThat(mode(path)).isEqualTo("rwx------");
    assertThat(mode(path.resolve("file"))).isEqualTo("rw-------");
    assertThat(PrivateFolder.open(path)).isEqualTo(folder);
    assertThat(PrivateFolder.find(path)).hasValue(folder);
    assertThat(PrivateFolder.find(parent.resolve("nothing"))).isEmpty();
    assertThat(folder.names()).containsExactly("file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-x---", "rwx--x---", "rwx-----x", "rwxrwxrwx", "rwx---r--"})
  void folder_openToOthers_isRefused(String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    assertThatThrownBy(() -> PrivateFolder.open(path))
        .isInstanceOf(SondeException.class)
        .hasMessage(
            "SONDE-STATE-PERMISSION: expected "
                + path
                + " to be a folder that only you can enter, but it is open to others; `chmod 700` it");
    assertThatThrownBy(() -> PrivateFolder.find(path)).isInstanceOf(SondeException.class);
  }

  @Test
  void folder_thatIsNone_isRefused() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");
    Path link = Files.createSymbolicLink(parent.resolve("link"), path);
    for (Path each : new Path[] {file, link}) {
      assertThatThrownBy(() -> PrivateFolder.open(each))
          .hasMessageEndingWith("but it is no folder; move it away");
      assertThatThrownBy(() -> PrivateFolder.find(each)).isInstanceOf(SondeException.class);
    }
  }

  @Test
  void file_isReadUpToItsLimit() throws IOException {
    folder.write("file", new byte[] {1, 2, 3});
    assertThat(folder.read("file", 3)).hasValue(new byte[] {1, 2, 3});
    assertThat(folder.read("nothing", 3)).isEmpty();
    assertThatThrownBy(() -> folder.read("file", 2))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("file has more than 2 bytes");
  }

  @Test
  void file_thatIsNone_isNotRead() throws IOException {
    folder.write("file", new byte[3]);
    Files.createSymbolicLink(path.resolve("link"), path.resolve("file"));
    folder.folder("folder");
    for (String each : new String[] {"link", "folder"})
      assertThatThrownBy(() -> folder.read(each, 3))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith(each + " is not a regular file");
  }

  @Test
  void file_isReplacedAndDeleted() throws IOException {
    folder.write("file", new byte[3]);
    folder.write("file", new byte[] {9});
    assertThat(folder.read("file", 3)).hasValue(new byte[] {9});
    folder.delete("file");
    folder.delete("file");
    assertThat(path).isEmptyDirectory();
  }
}
