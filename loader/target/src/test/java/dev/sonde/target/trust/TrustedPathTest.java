package dev.sonde.target.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedPathTest {
  @TempDir private Path folder;

  private TrustedPath way;
  private Path file;

  @BeforeEach
  void begin() throws IOException {
    folder = folder.toRealPath();
    int uid = (Integer) Files.getAttribute(folder, "unix:uid");
    way = new TrustedPath(folder, List.of(uid), TrustedPath.GROUP_OR_OTHERS);
    file = folder.resolve("a/policy.json");
    Files.createDirectory(folder.resolve("a"));
    Files.writeString(file, "{}");
    mode(folder.resolve("a"), "rwxr-xr-x");
    mode(file, "rw-r--r--");
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  @Test
  void file_ofTheOwner_isFound() throws IOException {
    assertThat(way.file(file)).contains(file);
  }

  @Test
  void file_thatIsNotThere_isNone() throws IOException {
    assertThat(way.file(folder.resolve("a/none"))).isEmpty();
    assertThat(way.file(folder.resolve("none/none"))).isEmpty();
  }

  @Test
  void file_thatTheGroupMayWrite() throws IOException {
    mode(file, "rw-rw-r--");
    assertThatThrownBy(() -> way.file(file))
        .hasMessage("expected nobody else to have write access, " + file + " has mode 664");
  }

  @Test
  void folder_thatOthersMayWrite_alsoWhenTheFileIsNotThere() throws IOException {
    mode(folder.resolve("a"), "rwxr-xrwx");
    assertThatThrownBy(() -> way.file(folder.resolve("a/none"))).hasMessageEndingWith("mode 757");
  }

  @Test
  void file_ofSomebodyElse() {
    TrustedPath strict = new TrustedPath(folder, List.of(4711), TrustedPath.GROUP_OR_OTHERS);
    assertThatThrownBy(() -> strict.file(file))
        .hasMessageStartingWith("expected an owner of [4711], " + folder + " belongs to ");
  }

  @Test
  void folder_isNoFile() throws IOException {
    assertThatThrownBy(() -> way.file(folder.resolve("a")))
        .hasMessage("expected a regular file, got " + folder.resolve("a"));
    assertThat(way.folder(folder.resolve("a"))).contains(folder.resolve("a"));
  }

  /** As a volume of Kubernetes has it: a link to a link. */
  @Test
  void link_isFollowed_andItsWayChecked() throws IOException {
    Files.createSymbolicLink(folder.resolve("data"), Path.of("a"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("data/../data/policy.json"));
    assertThat(way.file(folder.resolve("link"))).contains(file);
    Files.createSymbolicLink(folder.resolve("whole"), file);
    assertThat(way.file(folder.resolve("whole"))).contains(file);
    mode(folder.resolve("a"), "rwxrwxrwx");
    assertThatThrownBy(() -> way.file(folder.resolve("link"))).hasMessageEndingWith("mode 777");
  }

  @Test
  void link_toItself_ends() throws IOException {
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    assertThatThrownBy(() -> way.file(folder.resolve("loop")))
        .hasMessage("expected fewer links than at " + folder.resolve("loop"));
  }

  @Test
  void links_upTo40() throws IOException {
    Path next = file;
    for (int i = 1; i <= 41; i++)
      next =
          Files.createSymbolicLink(
              folder.resolve("link" + i),
              next.getFileName().equals(file.getFileName())
                  ? Path.of("a/policy.json")
                  : next.getFileName());
    assertThat(way.file(folder.resolve("link40"))).contains(file);
    assertThatThrownBy(() -> way.file(folder.resolve("link41")))
        .hasMessage("expected fewer links than at " + folder.resolve("link1"));
  }

  @Test
  void link_thatLeadsOut_isNotFollowed() throws IOException {
    Files.createSymbolicLink(folder.resolve("out"), Path.of("/etc/hostname"));
    assertThatThrownBy(() -> way.file(folder.resolve("out")))
        .hasMessage("expected a file below " + folder + ", got /etc/hostname");
  }

  @Test
  void link_leadsOnFromItsFolder_orFromTheTop() throws IOException {
    Files.createSymbolicLink(folder.resolve("a/near"), Path.of("policy.json"));
    assertThat(way.file(folder.resolve("a/near"))).contains(file);
    Path top = Files.writeString(folder.resolve("top.json"), "{}");
    mode(top, "rw-r--r--");
    Files.createSymbolicLink(folder.resolve("a/far"), top);
    assertThat(way.file(folder.resolve("a/far"))).contains(top);
  }
}
