package dev.sonde.operator.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Place;
import dev.sonde.wire.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final Jvm JVM =
      new Jvm(
          4312,
          987654,
          own("unix:uid"),
          own("unix:gid"),
          "ada",
          "17",
          17,
          "Main",
          List.of(),
          List.of(),
          0,
          Duration.ZERO,
          List.of(),
          new Place(4312, "", false),
          new Attachability.Yes());

  private static long own(String attribute) {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), attribute);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final SessionId ID = new SessionId("0123456789abcdef0123456789abcdef");

  @TempDir Path tmp;
  private long uid;
  private Path top;

  @BeforeEach
  void own() throws IOException {
    uid = (Integer) Files.getAttribute(tmp, "unix:uid");
    top = tmp.resolve("sonde-" + uid);
  }

  @Test
  void make_isOursAlone_alsoTheSecondTime() throws IOException {
    make().close();
    make().close();

    assertThat(modes(top.resolve("4312-987654"))).isEqualTo("rwx------");
    assertThat(modes(top)).isEqualTo(uid == 0 ? "rwx--x--x" : "rwx------");
  }

  @Test
  void make_plantedLink_refused() throws IOException {
    Path elsewhere = Files.createDirectory(tmp.resolve("elsewhere"));
    Files.createSymbolicLink(top, elsewhere);

    assertThatThrownBy(this::make)
        .isInstanceOf(SondeException.class)
        .hasMessage(
            "SONDE-PEER: Expected "
                + top
                + " to be a folder of our own that nobody else can enter, but it is no folder."
                + " Somebody may have planted it: look at it and remove it. The target was left"
                + " alone.");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void make_plantedLinkInTheSecondPlace_refused() throws IOException {
    Path elsewhere = Files.createDirectory(tmp.resolve("elsewhere"));
    make().close();
    Files.delete(top.resolve("4312-987654"));
    Files.createSymbolicLink(top.resolve("4312-987654"), elsewhere);

    assertThatThrownBy(this::make).hasMessageContaining("is no folder");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void make_looseModes_refused() throws IOException {
    Files.createDirectory(top);
    Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(this::make).hasMessageContaining("may be entered by others");
  }

  @Test
  void make_ofAnotherUser_refused() throws IOException {
    Files.createDirectory(tmp.resolve("sonde-" + (uid + 1)));

    assertThatThrownBy(() -> RunFolder.make(HeldFolder.of(tmp), uid + 1, "1-1", false, 0))
        .hasMessageContaining("belongs to uid " + uid);
  }

  @Test
  void make_nowhere_saysSo() {
    assertThatThrownBy(() -> RunFolder.make(HeldFolder.of(Path.of("/proc")), uid, "1-1", false, 0))
        .isInstanceOfSatisfying(
            SondeException.class, refusal -> assertThat(refusal.id()).isEqualTo(ErrorId.READ_ONLY));
  }

  /** What a hostile container does between our look and our use. */
  @Test
  void folder_thatBecomesALink_isNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(tmp.resolve("elsewhere"));
    Path mine = Files.writeString(elsewhere.resolve(ID + ".jar"), "not yours");
    SessionFiles files = files(make());
    Files.move(top, tmp.resolve("moved"));
    Files.createSymbolicLink(top, elsewhere);
    Files.move(tmp.resolve("moved/4312-987654"), tmp.resolve("moved/too"));
    Files.createSymbolicLink(tmp.resolve("moved/4312-987654"), elsewhere);

    files.writeJar(new byte[] {1});
    files.listen().close();
    assertThat(tmp.resolve("moved/too").resolve(ID + ".jar")).exists();
    assertThat(files.delete()).isEmpty();

    assertThat(mine).hasContent("not yours");
    assertThat(elsewhere).isDirectoryContaining(each -> each.equals(mine));
    assertThat(tmp.resolve("moved/too")).isEmptyDirectory();
  }

  @Test
  void sweep_folderThatIsALink_isLeftAlone() throws IOException {
    Path elsewhere = Files.createDirectory(tmp.resolve("elsewhere"));
    Path old = Files.createFile(elsewhere.resolve("library.jar"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(61)));
    make().close();
    Files.delete(top.resolve("4312-987654"));
    Files.createSymbolicLink(top.resolve("4312-987654"), elsewhere);

    sweep();

    assertThat(old).exists();
  }

  /** Between its making and its first file it is as empty as one that was left. */
  @Test
  void sweep_folderThatWasJustMade_isLeftAlone() throws IOException {
    SessionFiles files = files(make());
    sweep();
    files.writeJar(new byte[] {1});
    assertThat(files.jar()).exists();
    assertThat(files.delete()).isEmpty();
    assertThat(top).doesNotExist();
  }

  @Test
  void claim_hasTheJarInItsFolder() {
    SessionFiles files = new RunFolders(uid, 0, tmp).claim(JVM, ID, new byte[] {1});
    assertThat(files.jar()).hasBinaryContent(new byte[] {1});
    assertThat(files.delete()).isEmpty();
    assertThat(top).doesNotExist();
  }

  @Test
  void files_modesAndPaths() throws IOException {
    SessionFiles files = files(make());
    files.writeJar(new byte[] {1, 2});
    files.listen().close();

    assertThat(modes(files.jar())).isEqualTo("r--------");
    assertThat(modes(files.socket())).isEqualTo("rw-------");
    assertThat(Files.readAllBytes(files.jar())).containsExactly(1, 2);
    assertThat(files.socketForTarget())
        .isEqualTo("/tmp/sonde-" + uid + "/4312-987654/0123456789abcdef0123456789abcdef.sock");
    assertThat(files.delete()).isEmpty();
  }

  @Test
  void jar_thatIsThere_isNotOverwritten() throws IOException {
    SessionFiles files = files(make());
    Path victim = Files.writeString(tmp.resolve("victim"), "untouched");
    Files.createSymbolicLink(files.jar(), victim);

    assertThatThrownBy(() -> files.writeJar(new byte[] {1})).isInstanceOf(SondeException.class);
    assertThat(victim).hasContent("untouched");
    files.delete();
  }

  @Test
  void socket_thatIsPlanted_isRefused() throws IOException {
    SessionFiles files = files(make());
    Path victim = tmp.resolve("victim");
    Files.createSymbolicLink(files.socket().resolveSibling(ID + ".new"), victim);

    assertThatThrownBy(files::listen)
        .isInstanceOfSatisfying(
            SondeException.class, refusal -> assertThat(refusal.id()).isEqualTo(ErrorId.READ_ONLY));
    assertThat(victim).doesNotExist();
    files.delete();
  }

  @Test
  void modes_forAGuest() throws IOException {
    assumeTrue(uid == 0, "only root has guests");
    RunFolder folder = RunFolder.make(HeldFolder.of(tmp), uid, "4312-987654", true, 65_533);
    SessionFiles files = new SessionFiles(folder, ID, 65_532, 65_533);
    files.writeJar(new byte[] {1});
    files.listen().close();

    assertThat(modes(top.resolve("4312-987654"))).isEqualTo("rwx--x---");
    assertThat(owner(top.resolve("4312-987654"))).isEqualTo("0:65533");
    assertThat(modes(files.jar()) + " " + owner(files.jar())).isEqualTo("r--r----- 0:65533");
    assertThat(modes(files.socket()) + " " + owner(files.socket())).isEqualTo("rw------- 65532:0");
    files.delete();
  }

  private static String owner(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)
        + ":"
        + Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void delete_takesTheFoldersToo() throws IOException {
    SessionFiles files = files(make());
    files.writeJar(new byte[0]);
    files.listen().close();

    assertThat(files.delete()).isEmpty();
    assertThat(files.delete()).isEmpty();
    assertThat(tmp).isEmptyDirectory();
  }

  @Test
  void delete_leavesOtherSessions() throws IOException {
    SessionFiles other = new SessionFiles(make(), SessionId.random(), -1, 0);
    other.listen().close();
    SessionFiles files = files(make());
    files.listen().close();

    assertThat(files.delete()).isEmpty();
    assertThat(other.socket()).exists();
    other.delete();
  }

  @Test
  void sweep_deadSession_leavesNothing() throws IOException {
    RunFolder folder = make();
    files(folder).writeJar(new byte[0]);
    files(folder).listen().close();
    folder.close();

    sweep();

    assertThat(tmp).isEmptyDirectory();
  }

  @Test
  void sweep_liveSession_staysWhole() throws IOException {
    SessionFiles files = files(make());
    files.writeJar(new byte[0]);
    try (ServerSocketChannel live = files.listen()) {
      sweep();

      assertThat(live.isOpen()).isTrue();
      assertThat(files.socket()).exists();
      assertThat(files.jar()).exists();
    }
    files.delete();
  }

  @Test
  void sweep_sessionBeingSetUp_isLeftForAMinute() throws IOException {
    RunFolder folder = make();
    files(folder).writeJar(new byte[0]);
    Path jar = top.resolve("4312-987654").resolve(ID + ".jar");
    folder.close();
    sweep();
    assertThat(jar).exists();

    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(61)));
    sweep();
    assertThat(tmp).isEmptyDirectory();
  }

  @Test
  void close_leavesNoDescriptor() throws IOException {
    long before = descriptors();
    for (int i = 0; i < 20; i++) make().close();
    assertThat(descriptors()).isLessThan(before + 20);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  private RunFolder make() throws IOException {
    return RunFolder.make(HeldFolder.of(tmp), uid, "4312-987654", false, 0);
  }

  private static SessionFiles files(RunFolder folder) {
    return new SessionFiles(folder, ID, -1, 0);
  }

  private void sweep() throws IOException {
    try (HeldFolder held = HeldFolder.of(tmp)) {
      new Sweep(held, uid).run();
    }
  }

  private static String modes(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }
}
