package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Child;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Installed;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * However a trace ends: the application runs its original code again, nothing is left, and who can
 * still be told is told.
 */
class LeavingIT {
  private static final Object[] TICKS = {"com.acme.Hard::tick", "-n", 1_000_000, "-t", "5m"};

  @RegisterExtension final Stage stage = new Stage();

  @EachPair
  void ctrlC_endsInOrder(Pair jdks) {
    ended(jdks, "INT", 130);
  }

  @OnePair
  void sigterm_endsInOrder(Pair jdks) {
    ended(jdks, "TERM", 143);
  }

  @OnePair
  void sighup_endsInOrder(Pair jdks) throws IOException {
    assumeFalse(ignoresHangup(), "this build ignores SIGHUP, and its children with it");
    ended(jdks, "HUP", 129);
  }

  private void ended(Pair jdks, String signal, int code) {
    Scene scene = scene(jdks);
    scene.sonde.signal(signal);
    scene.sonde.exits(code);
    assertThat(scene.sonde.only("end").text("/reason")).isEqualTo("STOPPED");
    assertThat(scene.sonde.only("removed").at("/ok").booleanValue()).isTrue();
    scene.assertVerified();
    scene.assertGone();
  }

  @EachPair
  void sigkill_endsTheLease(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 2);
    Outside outside = Outside.of(target);
    Installed code = Installed.of(target, "com.acme.Hard");
    stage.trace(jdks.operator(), target, TICKS).awaitRecords("call", 3).signal("KILL");
    outside.assertClean();
    code.assertSame();
    assertThat(target.stop()).isPositive();
  }

  @EachPair
  void sigstop_endsTheLeaseAfterTenSeconds(Pair jdks) {
    Scene scene = scene(jdks);
    scene.sonde.signal("STOP");
    scene.assertGone();
    scene.sonde.signal("CONT");
    assertThat(scene.sonde.await(Await.LONG)).isNotZero();
  }

  @EachPair
  void closedStdout_endsInOrder(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Outside outside = Outside.of(target);
    List<String> words =
        stage.command(
            jdks.operator(),
            List.of(),
            "trace",
            target.pid(),
            "--json",
            TICKS[0],
            "-n",
            TICKS[2],
            "-t",
            "5m");
    Child shell = stage.run("sh", "-c", "'" + String.join("' '", words) + "' | head -1");
    assertThat(shell.await(Await.LONG)).isZero();
    assertThat(shell.out()).hasSize(1);
    outside.assertClean();
    assertThat(target.stop()).isPositive();
  }

  @EachPair
  void stop_fromAnotherProcess_endsInOrder(Pair jdks) {
    Scene scene = scene(jdks);
    Sonde stop = stage.sonde(jdks.operator(), "stop", scene.target.pid()).exits(0);
    assertThat(stop.outText()).contains("removed");
    scene.sonde.await(Await.LONG);
    assertThat(scene.sonde.only("end").text("/reason")).isEqualTo("STOPPED");
    scene.assertVerified();
    scene.assertGone();
  }

  @OnePair
  void target_thatExits_isSaid(Pair jdks) {
    Scene scene = scene(jdks);
    scene.target.process().destroy();
    scene.sonde.exits(3);
    assertThat(scene.sonde.errText()).contains("SONDE-LOST");
  }

  @OnePair
  void limit_inManySessionsInARow_leavesNoMoreThanOne(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Outside outside = Outside.of(target);
    Installed hard = Installed.of(target, "com.acme.Hard");
    for (int i = 0; i < 4; i++)
      stage.trace(jdks.operator(), target, "com.acme.Hard::tick", "-n", 2).exits(0);
    outside.assertClean();
    hard.assertSame();
  }

  @EachPair
  void limit_inAJvmThatUsedNoSockets_leavesWhatTheJdkOpensOnce(Pair jdks) {
    TargetJvm target = stage.program(jdks.target(), "-Dcold=true");
    target.start("slow", 1);
    Outside outside = Outside.of(target);
    for (int i = 0; i < 2; i++)
      stage.trace(jdks.operator(), target, "com.acme.Hard::tick", "-n", 2).exits(0);
    outside.assertCleanAfterAColdStart();
  }

  private Scene scene(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 2);
    Outside outside = Outside.of(target);
    List<Object> words = new ArrayList<>(List.of(TICKS));
    words.add("--verify");
    Sonde sonde = stage.trace(jdks.operator(), target, words.toArray()).awaitRecords("call", 3);
    return new Scene(target, outside, sonde);
  }

  private static boolean ignoresHangup() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("SigIgn:"))
        return (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 1) != 0;
    }
    return false;
  }

  private record Scene(TargetJvm target, Outside outside, Sonde sonde) {
    /** By the JVM's own commands, asked for with {@code --verify}. */
    void assertVerified() {
      assertThat(sonde.only("verified").at("/ok").booleanValue()).isTrue();
      assertThat(sonde.only("verified").list("/classes")).isEmpty();
      assertThat(sonde.only("verified").list("/threads")).isEmpty();
    }

    void assertGone() {
      outside.assertClean();
      assertThat(target.stop()).isPositive();
      target.assertUnnoticed();
    }
  }
}
