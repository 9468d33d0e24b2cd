package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Installed;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Record;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Counts and times of methods, held against what the application knows of its own calls. */
class StatsIT {
  /** What is promised. */
  private static final double ERROR = 0.02;

  @RegisterExtension final Stage stage = new Stage();

  /** Scenario S7: what are p50, p90, p99, max right now? */
  @OnePair
  void percentiles_areThoseThatTheApplicationMeasures(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Sonde stats = stats(jdks, target, "com.acme.Timed::work", "-t", "10m");
    target.start("timed", 4);
    stats.awaitRecords("status", 3);
    target.stop();
    List<Long> own = measured(target);
    Record last = last(stopped(jdks, target, stats));
    assertThat(last.text("/class")).isEqualTo("com.acme.Timed");
    assertThat(last.text("/method")).isEqualTo("work");
    assertThat(last.number("/count")).isEqualTo(own.get(0)).isGreaterThan(50);
    assertThat(last.number("/errors")).isEqualTo(own.get(1)).isPositive();
    assertThat(last.number("/open")).isZero();
    assertBetween(last, "/p50Nanos", own.get(2), own.get(7));
    assertBetween(last, "/p90Nanos", own.get(3), own.get(8));
    assertBetween(last, "/p99Nanos", own.get(4), own.get(9));
    assertBetween(last, "/maxNanos", own.get(5), own.get(10));
    assertThat(rows(stats))
        .filteredOn(row -> row.number("/interval/count") > 10)
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.number("/interval/millis")).isPositive();
              assertThat(row.number("/interval/p50Nanos"))
                  .isBetween(15_000_000L, row.number("/interval/p99Nanos"));
              assertThat(row.number("/interval/p99Nanos"))
                  .isLessThanOrEqualTo(row.number("/maxNanos"));
            });
    assertThat(stats.records("call")).as("no call is a record").isEmpty();
    target.assertUnnoticed();
  }

  /** Also while the methods are compiled, and the code changes below them. */
  @EachPair
  void counts_ofAHotMethodOnSeveralThreads_areExactAndItLeaves(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    Installed hard = Installed.of(target, "com.acme.Hard");
    Sonde stats = stats(jdks, target, "com.acme.Hard::tick", "-t", "10m");
    target.start("hot", 3);
    stats.awaitRecords("status", 2);
    long calls = 1000 * target.stop();
    Record last = last(stopped(jdks, target, stats));
    assertThat(calls).isPositive();
    assertThat(last.number("/count")).isEqualTo(calls);
    assertThat(last.number("/errors")).isZero();
    Record end = stats.only("end");
    assertThat(end.text("/of")).isEqualTo("stats");
    assertThat(end.number("/seen")).isEqualTo(calls);
    assertThat(end.number("/matched")).isEqualTo(calls);
    assertThat(end.number("/failed")).isZero();
    assertThat(end.number("/open")).isZero();
    assertThat(end.at("/removed/ok").booleanValue()).isTrue();
    assertThat(stats.only("removed").at("/ok").booleanValue()).isTrue();
    assertThat(stats.records("status")).anyMatch(each -> each.at("/overhead").doubleValue() > 0.01);
    outside.assertClean();
    hard.assertSame();
    target.assertUnnoticed();
  }

  /** Each thread is new: a lane is given again when its thread has died. */
  @OnePair
  void threadsThatComeAndGo_areCounted(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Sonde stats = stats(jdks, target, "com.acme.Orders::find", "-w", "amount >= 0");
    for (int round = 0; round < 8; round++) {
      target.start("instance", 40);
      target.stop();
    }
    long calls = target.count();
    Record last = last(stopped(jdks, target, stats));
    assertThat(stats.only("end").text("/reason")).isEqualTo("STOPPED");
    assertThat(last.number("/count")).isEqualTo(calls);
    target.assertUnnoticed();
  }

  @OnePair
  void condition_onTheDuration_countsThoseCallsOnly(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Sonde stats =
        stats(jdks, target, "com.acme.Timed::work", "-t", "10m", "-w", "duration > 100ms");
    target.call("timed", 25);
    Record last = last(stopped(jdks, target, stats));
    // One is made slow; a busy machine may delay others so long.
    List<Long> own = measured(target);
    long slow = last.number("/count");
    assertThat(slow).isPositive().isBetween(own.get(6), own.get(11));
    assertThat(last.number("/maxNanos")).isGreaterThanOrEqualTo(160_000_000);
    Record end = stats.only("end");
    assertThat(end.number("/seen")).isEqualTo(25);
    assertThat(end.number("/condition/false")).isEqualTo(25 - slow);
    target.assertUnnoticed();
  }

  @OnePair
  void overheadAboveWhatWasAskedFor_endsIt(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("hot", 2);
    Object[] words = {
      "stats", target.pid(), "com.acme.Hard::tick", "--overhead", 1, "-t", "30s", "--json"
    };
    Sonde stats = stage.sonde(jdks.operator(), words).exits(7);
    assertThat(stats.only("start").at("/limits").size()).isEqualTo(2);
    assertThat(stats.only("start").at("/limits/overhead").doubleValue()).isEqualTo(0.01);
    Record end = stats.only("end");
    assertThat(end.text("/reason")).isEqualTo("OVERLOAD");
    assertThat(end.text("/advice")).contains(" 1 % are allowed: a narrower pattern or -w EXPR ");
    assertThat(end.at("/removed/ok").booleanValue()).isTrue();
    assertThat(last(stats).number("/count")).isPositive();
    target.stop();
  }

  @OnePair
  void text_forPeople_hasARowForEachMethodAndTheReport(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Sonde stats =
        stage
            .sonde(
                jdks.operator(),
                "monitor",
                target.pid(),
                "com.acme.Timed::work",
                "com.acme.Orders::find",
                "-t",
                "2s")
            .exits(0);
    assertThat(stats.outText())
        .startsWith("stats 1  2 methods of 2 classes: ")
        .containsPattern("\nmethod +count +per s +errors +open +p50 +p90 +p99 +max")
        .containsPattern("\nTimed.work +0 +0 +0 +0 +- +- +- +-")
        .containsPattern("\nOrders.find +0 ")
        .contains("\nend TIME  0 calls, 0 errors in ", "never called while it was traced")
        .contains("\nremoved  2 methods restored, ")
        .doesNotContain("\u001b");
    target.assertUnnoticed();
  }

  private Sonde stats(Pair jdks, TargetJvm target, Object... arguments) {
    Object[] all = new Object[arguments.length + 3];
    System.arraycopy(new Object[] {"stats", target.pid(), "--json"}, 0, all, 0, 3);
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return stage.sonde(jdks.operator(), all).awaitRecords("status", 1);
  }

  /** Ended when all has been called: no time of its own could be right on every machine. */
  private Sonde stopped(Pair jdks, TargetJvm target, Sonde stats) {
    stage.sonde(jdks.operator(), "stop", target.pid()).exits(0);
    return stats.exits(0);
  }

  private static List<Record> rows(Sonde stats) {
    return stats.records("stats").stream()
        .filter(row -> !row.at("/interval").isMissingNode())
        .toList();
  }

  private static Record last(Sonde stats) {
    List<Record> last =
        stats.records("stats").stream().filter(row -> row.at("/final").booleanValue()).toList();
    assertThat(last).as("last rows in %s", stats.out()).hasSize(1);
    return last.get(0);
  }

  /** What {@code Timed.measured} tells. */
  private static List<Long> measured(TargetJvm target) {
    String told = target.ask("measured").replace("done measured ", "");
    return Arrays.stream(told.split(" ")).map(Long::valueOf).toList();
  }

  /** Each call has taken at least what it measured within, and at most what was measured around. */
  private static void assertBetween(Record row, String name, long within, long around) {
    assertThat((double) row.number(name))
        .as(name)
        .isBetween((1 - ERROR) * within, (1 + ERROR) * around);
  }
}
