package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Child;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Root traces the JVM of another user: who may come near the session, and what is left. */
class GuestIT {
  private static final int GUEST = 65_533;
  private static final int STRANGER = 65_532;

  /** SONDE 1 and LIST. */
  private static final String LIST = "534f4e444501" + "00000005" + "02" + "00000000";

  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void targetOfAnotherUser_isTracedByRoot_andNothingIsLeft(Pair jdks) throws IOException {
    TargetJvm target = stage.programOf(GUEST, jdks.target());
    target.start("slow", 1);
    Sonde sonde =
        stage.trace(jdks.operator(), target, "com.acme.Hard::tick", "-n", 1_000_000, "-t", "5m");
    Path folder = only(Path.of("/tmp/sonde-0"), target.pid() + "-");

    assertThat(seen(folder.getParent())).isEqualTo("rwx--x--x 0:0");
    assertThat(seen(folder)).isEqualTo("rwx--x--- 0:" + GUEST);
    assertThat(seen(only(folder, ""))).isEqualTo("rw------- " + GUEST + ":0");
    assertThat(only(folder, "").getFileName().toString()).matches("[0-9a-f]{32}\\.sock");

    sonde.awaitRecords("call", 3).signal("INT");
    sonde.exits(130);
    assertThat(sonde.only("removed").at("/ok").booleanValue()).isTrue();
    assertThat(folder).doesNotExist();
    target.awaitNoThread("sonde");
    assertThat(target.stop()).isPositive();
    target.assertUnnoticed();
  }

  /** The stranger has even the target's group; and then the socket's modes fail, too. */
  @OnePair
  void stranger_whoDials_isTurnedAway(Pair jdks) throws IOException {
    TargetJvm target = stage.programOf(GUEST, jdks.target());
    target.start("slow", 1);
    Sonde sonde =
        stage.trace(jdks.operator(), target, "com.acme.Hard::tick", "-n", 1_000_000, "-t", "5m");
    Path socket = only(only(Path.of("/tmp/sonde-0"), target.pid() + "-"), "");

    assertThat(dial(jdks, socket, STRANGER, STRANGER)).isEqualTo("failed Permission denied");
    assertThat(dial(jdks, socket, STRANGER, GUEST)).isEqualTo("failed Permission denied");
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    // Not even listened to: closed with unread bytes, a socket says so, and not always why.
    assertThat(dial(jdks, socket, STRANGER, GUEST))
        .matches(
            "failed (Connection reset|Broken pipe)|answered .*SONDE-PEER: Somebody connected.*");
    assertThat(dial(jdks, socket, GUEST, GUEST)).contains("SONDE-PEER: Somebody asked for LIST");
    sonde.signal("INT");
    sonde.exits(130);
    target.assertUnnoticed();
  }

  private String dial(Pair jdks, Path socket, int uid, int gid) throws IOException {
    List<String> words = new ArrayList<>(Stage.as(uid, gid));
    words.addAll(List.of(jdks.operator().java(), "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    words.addAll(List.of("-cp", stage.folder().resolve("programs").toString()));
    words.addAll(List.of("com.acme.Dialler", socket.toString(), LIST));
    Child dialler = stage.run(words.toArray(String[]::new));
    assertThat(dialler.await(Await.LONG)).as("%s", dialler.err()).isZero();
    return String.join("", dialler.out());
  }

  private static Path only(Path folder, String start) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> found =
          all.filter(each -> each.getFileName().toString().startsWith(start)).toList();
      assertThat(found).as("%s* in %s", start, folder).hasSize(1);
      return found.get(0);
    }
  }

  private static String seen(Path path) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(path, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
    return PosixFilePermissions.toString(
            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS))
        + " "
        + found.get("uid")
        + ":"
        + found.get("gid");
  }
}
