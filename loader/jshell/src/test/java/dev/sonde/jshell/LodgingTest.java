package dev.sonde.jshell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LodgingTest {
  private static final String NAMESPACE = Lodging.owner().split("-")[0];

  @TempDir Path tmp;

  @Test
  void folder_isPrivate_andGoneAfterwards() throws IOException {
    Lodging lodging = Lodging.in(tmp);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lodging.path())))
        .isEqualTo("rwx------");
    Files.writeString(lodging.path().resolve("classes-1.jar"), "x");
    lodging.close();
    lodging.close();
    assertThat(tmp).isEmptyDirectory();
  }

  @Test
  void folderOfAKilledShell_isSweptByTheNext() throws IOException {
    Path dead = leftBy(NAMESPACE + "-" + ProcessHandle.current().pid() + "-1");
    Path gone = leftBy(NAMESPACE + "-4194305-77");
    try (Lodging next = Lodging.in(tmp)) {
      assertThat(tmp).isDirectoryNotContaining(each -> each.equals(dead) || each.equals(gone));
      assertThat(next.path()).isDirectory();
    }
  }

  @Test
  void folderOfAShellThatLives_orThatCannotBeJudged_stays() throws IOException {
    Path living = leftBy(Lodging.owner());
    Path elsewhere = leftBy("1-4194305-77");
    Path unknown = leftBy(NAMESPACE + "-4194305-0");
    Path other = Files.createDirectory(tmp.resolve("sonde-shell-of-mine"));
    Lodging.sweep(tmp);
    assertThat(tmp.toFile().listFiles())
        .extracting(java.io.File::toPath)
        .containsExactlyInAnyOrder(living, elsewhere, unknown, other);
  }

  /** Whoever plants one has nothing deleted. */
  @Test
  void links_andFoldersInIt_areNotFollowed() throws IOException {
    Path precious = Files.createDirectory(tmp.resolve("precious"));
    Path file = Files.writeString(precious.resolve("file"), "x");
    Path link = tmp.resolve("sonde-shell-" + NAMESPACE + "-4194305-77-1");
    Files.createSymbolicLink(link, precious);
    Path left = leftBy(NAMESPACE + "-4194305-78");
    Files.createSymbolicLink(left.resolve("link"), file);
    Path deep = leftBy(NAMESPACE + "-4194305-79");
    Files.createDirectories(deep.resolve("a/b"));
    Lodging.sweep(tmp);
    assertThat(file).exists();
    assertThat(link).isSymbolicLink();
    assertThat(left).doesNotExist();
    assertThat(deep.resolve("a/b")).exists();
  }

  @Test
  void folderOfSomebodyElse_stays() throws IOException {
    Path left = leftBy(NAMESPACE + "-4194305-77");
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can give a folder away");
    Files.setAttribute(left, "unix:uid", 65534);
    Lodging.sweep(tmp);
    assertThat(left.resolve("classes-1.jar")).exists();
  }

  private Path leftBy(String owner) throws IOException {
    Path folder = Files.createDirectory(tmp.resolve("sonde-shell-" + owner + "-123"));
    Files.writeString(folder.resolve("classes-1.jar"), "x");
    return folder;
  }
}
