package dev.sonde.operator.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.wire.SessionId;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final SessionId ID = new SessionId("0123456789abcdef0123456789abcdef");

  @TempDir Path tmp;
  private RunFolder folder;
  private SessionFiles files;

  @BeforeEach
  void own() throws IOException {
    long uid = (Integer) Files.getAttribute(tmp, "unix:uid");
    folder = new RunFolder(tmp, uid, "4312-987654");
    files = new SessionFiles(folder, ID, -1, 0);
  }

  @Test
  void make_isOursAlone_alsoTheSecondTime() throws IOException {
    folder.make(false, 0);
    folder.make(false, 0);

    assertThat(modes(folder.path())).isEqualTo("rwx------");
    assertThat(modes(folder.top())).isEqualTo(folder.uid() == 0 ? "rwx--x--x" : "rwx------");
  }

  @Test
  void make_plantedLink_refused() throws IOException {
    Files.createSymbolicLink(folder.top(), Files.createDirectory(tmp.resolve("elsewhere")));

    assertThatThrownBy(() -> folder.make(false, 0))
        .isInstanceOf(SondeException.class)
        .hasMessage(
            "SONDE-PEER: Expected "
                + folder.top()
                + " to be a folder of our own that nobody else can enter, but it is no folder."
                + " Somebody may have planted it: look at it and remove it. The target was left"
                + " alone.");
  }

  @Test
  void make_looseModes_refused() throws IOException {
    Files.createDirectory(folder.top());
    Files.setPosixFilePermissions(folder.top(), PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> folder.make(false, 0))
        .hasMessageContaining("may be entered by others");
  }

  @Test
  void make_ofAnotherUser_refused() throws IOException {
    Files.createDirectory(tmp.resolve("sonde-" + (folder.uid() + 1)));
    RunFolder foreign = new RunFolder(tmp, folder.uid() + 1, "1-1");

    assertThatThrownBy(() -> foreign.make(false, 0))
        .hasMessageContaining("belongs to uid " + folder.uid());
  }

  @Test
  void make_nowhere_saysSo() {
    RunFolder nowhere = new RunFolder(Path.of("/proc"), folder.uid(), "1-1");

    assertThatThrownBy(() -> nowhere.make(false, 0))
        .isInstanceOfSatisfying(
            SondeException.class, refusal -> assertThat(refusal.id()).isEqualTo(ErrorId.READ_ONLY));
  }

  @Test
  void files_modesAndPaths() throws IOException {
    folder.make(false, 0);
    files.writeJar(new byte[] {1, 2});
    files.listen().close();

    assertThat(modes(files.jar())).isEqualTo("r--------");
    assertThat(modes(files.socket())).isEqualTo("rw-------");
    assertThat(Files.readAllBytes(files.jar())).containsExactly(1, 2);
    assertThat(files.seenByTarget(files.socket()))
        .isEqualTo(
            "/tmp/sonde-" + folder.uid() + "/4312-987654/0123456789abcdef0123456789abcdef.sock");
  }

  @Test
  void delete_takesTheFoldersToo() throws IOException {
    folder.make(false, 0);
    files.writeJar(new byte[0]);
    files.listen().close();

    assertThat(files.delete()).isEmpty();
    assertThat(tmp).isEmptyDirectory();
  }

  @Test
  void delete_leavesOtherSessions() throws IOException {
    folder.make(false, 0);
    new SessionFiles(folder, SessionId.random(), -1, 0).listen().close();
    files.listen().close();

    assertThat(files.delete()).isEmpty();
    assertThat(RunFolders.entries(folder.path(), "*")).hasSize(1);
  }

  @Test
  void listen_pathTooLong_refused() {
    RunFolder deep = new RunFolder(tmp.resolve("x".repeat(80)), folder.uid(), "1-1");

    assertThatThrownBy(() -> new SessionFiles(deep, ID, -1, 0).listen())
        .hasMessageContaining("at most 107 bytes");
  }

  @Test
  void sweep_deadSession_leavesNothing() throws IOException {
    folder.make(false, 0);
    files.writeJar(new byte[0]);
    files.listen().close();

    new Sweep(folder.path()).run();

    assertThat(tmp).isEmptyDirectory();
  }

  @Test
  void sweep_liveSession_staysWhole() throws IOException {
    folder.make(false, 0);
    files.writeJar(new byte[0]);
    try (ServerSocketChannel live = files.listen()) {
      new Sweep(folder.path()).run();

      assertThat(live.isOpen()).isTrue();
      assertThat(files.socket()).exists();
      assertThat(files.jar()).exists();
    }
  }

  @Test
  void sweep_sessionBeingSetUp_isLeftForAMinute() throws IOException {
    folder.make(false, 0);
    files.writeJar(new byte[0]);
    new Sweep(folder.path()).run();
    assertThat(files.jar()).exists();

    Files.setLastModifiedTime(files.jar(), FileTime.from(Instant.now().minusSeconds(61)));
    new Sweep(folder.path()).run();
    assertThat(tmp).isEmptyDirectory();
  }

  private static String modes(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }
}
