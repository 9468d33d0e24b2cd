package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.FaultyDisk;
import dev.sonde.tests.fixture.FaultyDisk.Fault;
import dev.sonde.tests.fixture.Generations;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Shell.Result;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is remembered survives each way in which a disk and a clock can fail: nobody is locked out,
 * and nobody is led back to what was published before. Minutes long: {@code -Dsonde.faults=true}.
 *
 * <p>The state knows generation 1 of a repository; while generation 2, with a new root, is taken
 * over, one change after the other goes wrong.
 */
@EnabledIfSystemProperty(named = "sonde.faults", matches = "true", disabledReason = "minutes long")
class FaultsIT {
  /** More changes than these would be a loop. */
  private static final int BOUND = 300;

  @RegisterExtension final Stage stage = new Stage();

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"KILL", "TORN"})
  void state_whoseWriterIsKilledAtEachChange_goesOnWhereItWas(Fault fault) throws IOException {
    Generations generations = Generations.make(stage.folder());
    TargetJvm target = stage.program(Jdks.oldest());
    Path known = known(generations, target);
    FaultyDisk disk = FaultyDisk.of(stage.folder(), stage.folder());
    int kills = 0;
    for (int at = 1; at < BOUND; at++) {
      Path home = copy(known, "home-" + at);
      Result hit = end(disk.command(fault, at, home, find(target, generations.url(2))));
      List<String> changes = disk.changes();
      if (hit.exit() == 0) break;
      kills++;
      String where = fault + " at change " + at + ", " + changes.get(changes.size() - 1);
      assertThat(hit.exit()).as(where + ": " + hit.text()).isEqualTo(137);
      survives(where, home, generations);
    }
    System.out.println(fault + ": killed at " + kills + " changes, none was lost");
    assertThat(kills).as("kills").isGreaterThan(20);
    generations.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"FULL", "BROKEN"})
  void disk_thatRefusesOneChange_costsMemoryAndNotTheAnswer(Fault fault) throws IOException {
    Generations generations = Generations.make(stage.folder());
    TargetJvm target = stage.program(Jdks.oldest());
    Path known = known(generations, target);
    FaultyDisk disk = FaultyDisk.of(stage.folder(), stage.folder());
    int refused = 0;
    for (int at = 1; at < BOUND; at++) {
      Path home = copy(known, "home-" + at);
      Result hit = end(disk.command(fault, at, home, find(target, generations.url(2))));
      List<String> changes = disk.changes();
      String where = fault + " at change " + at + " of " + changes;
      assertThat(hit.exit()).as(where + ": " + hit.text()).isZero();
      if (changes.size() < at) break;
      refused++;
      survives(where, home, generations);
    }
    System.out.println(fault + ": refused at " + refused + " changes, each command went on");
    assertThat(refused).as("refusals").isGreaterThan(20);
    generations.close();
  }

  @Test
  void disk_thatIsTooSmall_costsMemoryAndNotTheAnswer() throws IOException {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Shell.attempt(List.of("unshare", "-m", "true"), "").exit() == 0,
        "a small disk needs root and unshare");
    Generations generations = Generations.make(stage.folder());
    TargetJvm target = stage.program(Jdks.oldest());
    for (int kib : List.of(4, 8, 16, 24, 32, 48, 64, 128, 256, 512, 1024)) {
      Path home = Files.createDirectory(stage.folder().resolve("small-" + kib));
      String script =
          "mount -t tmpfs -o mode=700,size=" + kib + "k tmpfs \"$SONDE_HOME\" && exec \"$@\"";
      List<String> words =
          new ArrayList<>(
              List.of("env", "SONDE_HOME=" + home, "unshare", "-m", "sh", "-c", script, "sh"));
      words.addAll(find(target, generations.url(2)));
      Result answer = end(words);
      assertThat(answer.exit()).as(kib + " KiB: " + answer.text()).isZero();
      if (kib < 32) assertThat(answer.text()).as(kib + " KiB").contains("SONDE-STATE");
      if (kib == 1024) assertThat(answer.text()).doesNotContain("SONDE-");
    }
    generations.close();
  }

  @Test
  void clock_thatIsWrong_isRefusedOrSaidSo() throws IOException {
    org.junit.jupiter.api.Assumptions.assumeTrue(Shell.has("faketime"), "needs faketime");
    Generations generations = Generations.make(stage.folder());
    TargetJvm target = stage.program(Jdks.oldest());
    Path known = known(generations, target);
    at("-10 years", copy(known, "past"), generations, target, 4, "SONDE-CLOCK");
    at("+10 years", copy(known, "future"), generations, target, 4, "SONDE-EXPIRED");
    Path later = copy(known, "later");
    at("+1 day", later, generations, target, 0, "");
    at("+1 hour", later, generations, target, 0, "SONDE-CLOCK");
    generations.close();
  }

  private void at(
      String offset, Path home, Generations generations, TargetJvm target, int exit, String id) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "env",
                "SONDE_HOME=" + home,
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "faketime",
                "-f",
                offset.replaceFirst(" (.).*", "$1")));
    words.addAll(find(target, generations.url(1)));
    Result answer = end(words);
    assertThat(answer.exit()).as(offset + ": " + answer.text()).isEqualTo(exit);
    assertThat(answer.text()).as(offset).contains(id);
  }

  /** A home that has seen generation 1. */
  private Path known(Generations generations, TargetJvm target) throws IOException {
    Path home = Files.createDirectory(stage.folder().resolve("known"), ownersOnly());
    List<String> words = new ArrayList<>(List.of("env", "SONDE_HOME=" + home));
    words.addAll(find(target, generations.url(1)));
    Result first = end(words);
    assertThat(first.exit()).as(first.text()).isZero();
    return home;
  }

  /** The next run takes generation 2 over, cleans up, and no run is led back to generation 0. */
  private void survives(String where, Path home, Generations generations) throws IOException {
    Path other = copy(home, home.getFileName() + "-back");
    Result back = run(other, generations.url(0));
    assertThat(back.exit()).as(where + ", then generation 0: " + back.text()).isEqualTo(4);
    assertThat(back.text()).as(where).contains("SONDE-ROLLBACK");
    Result next = run(home, generations.url(2));
    assertThat(next.exit()).as(where + ", then again: " + next.text()).isZero();
    assertThat(next.text()).as(where).doesNotContain("SONDE-");
    back = run(home, generations.url(1));
    assertThat(back.exit()).as(where + ", then generation 1: " + back.text()).isEqualTo(4);
    try (Stream<Path> left = Files.walk(home)) {
      assertThat(left.map(Path::toString).filter(each -> each.endsWith(".part")))
          .as(where)
          .isEmpty();
    }
  }

  private Result run(Path home, String url) {
    List<String> words = new ArrayList<>(List.of("env", "SONDE_HOME=" + home));
    words.addAll(stage.command(Jdks.oldest(), List.of(), "plugins", "--repository", url));
    return end(words);
  }

  /** Reads metadata and, where the target's line is not kept yet, a jar. */
  private List<String> find(TargetJvm target, String url) {
    return stage.command(
        Jdks.oldest(),
        List.of("-Xshare:auto"),
        "find",
        target.pid(),
        "com.acme.Hard::tick",
        "--repository",
        url);
  }

  private static Result end(List<String> words) {
    return Shell.attempt(words, "");
  }

  private Path copy(Path from, String name) throws IOException {
    Path to = stage.folder().resolve(name);
    Shell.run("cp", "-a", from.toString(), to.toString());
    return to;
  }

  private static java.nio.file.attribute.FileAttribute<?> ownersOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }
}
