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
import dev.sonde.tests.fixture.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a trace may cost: a method that is called millions of times a second. */
class BudgetIT {
  private static final String TICK = "com.acme.Hard::tick";

  /** From the truth in either direction. */
  private static final double FACTOR = 1.5;

  private static final double WAITING = 3;
  private static final String WEIGHED = "com.acme.Weighed::price";

  @RegisterExtension final Stage stage = new Stage();

  @EachPair
  void hotMethod_withTheDefaults_endsAtOnce(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("hot", 3);
    Sonde sonde = stage.trace(jdks.operator(), target, TICK).exits(0);
    Record end = sonde.only("end");
    assertThat(end.text("/reason")).isEqualTo("LIMIT");
    assertThat(end.number("/delivered")).isEqualTo(100);
    assertThat(end.number("/seen")).as("calls that paid for it").isLessThan(1_000);
    assertThat(target.stop()).isPositive();
  }

  @OnePair
  void hotMethod_withoutALimit_isRefusedBeforehand(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("hot", 2);
    Outside outside = Outside.of(target);
    Installed hard = Installed.of(target, "com.acme.Hard");
    Sonde sonde =
        stage.sonde(jdks.operator(), "trace", target.pid(), TICK, "-n", "unlimited", "--json");
    assertThat(sonde.refuses(5, "SONDE-TOO-HOT"))
        .contains(
            "expected at most 100,000 calls a second", TICK, "-w EXPR or --", "--max-events 1");
    outside.assertClean();
    hard.assertSame();
    assertThat(target.stop()).isPositive();
  }

  @EachPair
  void hotMethod_thatIsAllowedAllTheSame_runsIntoItsBudget(Pair jdks) {
    TargetJvm target = stage.program(jdks.target(), "-Xmx64m");
    target.start("hot", 3);
    Outside outside = Outside.of(target);
    Installed hard = Installed.of(target, "com.acme.Hard");
    Object[] words = {
      TICK, "-n", "unlimited", "--max-events", 1_000_000_000_000L, "--overhead", 10, "-t", "30s"
    };
    Sonde sonde = stage.trace(jdks.operator(), target, words).exits(7);
    Record end = sonde.only("end");
    assertThat(end.text("/reason")).isEqualTo("OVERLOAD");
    assertThat(end.number("/matched"))
        .isEqualTo(end.number("/delivered") + end.number("/dropped") + end.number("/late"));
    assertThat(end.number("/seen")).isGreaterThanOrEqualTo(end.number("/matched"));
    assertThat(end.number("/delivered")).isEqualTo(sonde.calls().size());
    assertThat(end.text("/advice"))
        .startsWith("the probes took ")
        .contains(" 10 % are allowed", "-w EXPR or --", "--overhead");
    outside.assertClean();
    hard.assertSame();
    assertThat(target.stop()).isPositive();
  }

  @OnePair
  void events_ofMoreThanAreAllowed_endTheTrace(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("paced", 1);
    Object[] words = {TICK, "-n", "unlimited", "--max-events", 1_000, "--when", "x >= 0"};
    Record end = stage.trace(jdks.operator(), target, words).exits(7).only("end");
    assertThat(end.text("/reason")).isEqualTo("OVERLOAD");
    assertThat(end.text("/advice")).contains("events within a second, 1,000 are allowed");
    target.stop();
  }

  /** A measurement, for a machine that does nothing else: {@code -Dsonde.measure=true}. */
  @EachPair
  @EnabledIfSystemProperty(named = "sonde.measure", matches = "true")
  void overhead_isRightWithinAFactorOfOneAndAHalf(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("paced", 2);
    Workload.during(target, 1_000);
    agrees(Workload::during, FACTOR, jdks, target, words(TICK, "--sample", "1/1"));
    target.stop();
    target.start("hot", 1);
    Workload.during(target, 500);
    agrees(Workload::worked, FACTOR, jdks, target, words(TICK, "--when", "duration > 1h"));
    target.stop();
  }

  /**
   * The same of conditions that are false when a call begins, and take less than to read the clock,
   * in a method that leaves the processor little time beside it. A lookup in one map that all calls
   * share is partly done once for many of them: what one takes is told.
   */
  @EachPair
  @EnabledIfSystemProperty(named = "sonde.measure", matches = "true")
  void overheadOfCheapConditions_isRight_orTooHighWhereTheyWait(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("weighed", 1);
    Workload.worked(target, 1_000);
    Object[] cheap = words(WEIGHED, "--when", "any(cents, it < 0)");
    agrees(Workload::worked, FACTOR, jdks, target, cheap);
    Object[] waiting = words(WEIGHED, "--when", "headers[\"x-tenant\"] == \"acme\"");
    agrees(Workload::worked, WAITING, jdks, target, waiting);
    target.stop();
  }

  /** The same lookup, of another map in each call: nothing of it is shared by two of them. */
  @EachPair
  @EnabledIfSystemProperty(named = "sonde.measure", matches = "true")
  void overheadOfALookup_inAMapOfItsOwn_isRight(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("requests", 1);
    Workload.worked(target, 1_000);
    Object[] lookup = words(WEIGHED, "--when", "headers[\"x-tenant\"] == \"acme\"");
    agrees(Workload::worked, FACTOR, jdks, target, lookup);
    target.stop();
  }

  /**
   * Processor time of the application's threads with a trace, and without it, before and after.
   *
   * @param look at so many milliseconds
   * @param factor by which it may be too high; too low by {@link #FACTOR}
   */
  private void agrees(
      BiFunction<TargetJvm, Long, Workload> look,
      double factor,
      Pair jdks,
      TargetJvm target,
      Object... words) {
    double before = look.apply(target, 1_000L).cpuOfOne();
    Sonde sonde = stage.trace(jdks.operator(), target, words);
    look.apply(target, 5_000L);
    int statuses = sonde.records("status").size();
    Workload traced = look.apply(target, 3_000L);
    List<Record> told = sonde.records("status");
    double overhead =
        told.subList(statuses + 1, told.size()).stream()
            .mapToDouble(each -> each.at("/overhead").doubleValue())
            .average()
            .orElseThrow();
    sonde.signal("INT");
    sonde.exits(130);
    double after = look.apply(target, 1_000L).cpuOfOne();
    double outside = (traced.cpu() - traced.calls() * (before + after) / 2) / traced.at();
    String measured =
        "%s: told %.4f, from outside %.4f".formatted(List.of(words), overhead, outside);
    System.out.println(jdks + ": " + measured);
    assertThat(overhead).as(measured).isBetween(outside / FACTOR, outside * factor);
  }

  private static Object[] words(String pattern, String option, String value) {
    List<Object> words = new ArrayList<>(List.of(pattern, option, value, "-n", "unlimited"));
    words.addAll(List.of("--max-events", 10_000_000, "--overhead", 400, "-t", "5m"));
    return words.toArray();
  }
}
