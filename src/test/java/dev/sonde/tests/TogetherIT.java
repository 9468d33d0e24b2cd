package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Installed;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sonde is not alone: other sessions, and other agents, are at work on the same class. */
class TogetherIT {
  private static final Duration GONE = Await.LONG;

  @RegisterExtension final Stage stage = new Stage();

  @EachPair
  void twoSessions_onOneMethod_knowNothingOfEachOther(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("instance", 1);
    Outside outside = Outside.of(target);
    Installed orders = Installed.of(target, "com.acme.Orders");
    Sonde first = stage.trace(jdks.operator(), target, "com.acme.Orders::find", "-n", 3);
    Sonde second = stage.trace(jdks.operator(), target, "com.acme.Orders::find", "-n", 5);
    target.call("instance", 3);
    assertThat(first.exits(0).calls()).hasSize(3);
    target.call("instance", 2);
    assertThat(second.exits(0).calls()).hasSize(5);
    assertThat(first.only("end").number("/seen")).isEqualTo(3);
    assertThat(second.only("end").number("/seen")).as("also after the first one").isEqualTo(5);
    for (Sonde each : List.of(first, second)) {
      assertThat(each.calls()).allMatch(call -> call.text("/caller/class").startsWith("com.acme."));
      assertThat(each.only("removed").at("/ok").asBoolean()).isTrue();
    }
    outside.assertClean();
    orders.assertSame();
  }

  @OnePair
  void killedSession_leavesTheOtherAlone(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("instance", 1);
    Outside outside = Outside.of(target);
    Sonde killed = stage.trace(jdks.operator(), target, "com.acme.Orders::*", "-n", 100);
    Sonde other = stage.trace(jdks.operator(), target, "com.acme.Orders::find", "-n", 6);
    target.call("instance", 2);
    assertThat(tracers(target)).isEqualTo(2);
    killed.signal("KILL");
    Await.until("the tracer of one session", GONE, () -> tracers(target) == 1);
    target.call("instance", 2);
    other.awaitRecords("call", 4);
    target.call("instance", 2);
    assertThat(other.exits(0).calls()).hasSize(6);
    outside.assertClean();
  }

  @OnePair
  void sessions_listsBoth_andStopEndsTheNamedOne(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Sonde first = stage.trace(jdks.operator(), target, "com.acme.Orders::find", "-n", 5);
    Sonde second = stage.trace(jdks.operator(), target, "com.acme.Orders::sum", "-n", 5);
    Sonde sessions = stage.sonde(jdks.operator(), "sessions").exits(0);
    assertThat(sessions.outText())
        .contains("com.acme.Orders::find", "com.acme.Orders::sum", String.valueOf(target.pid()));
    String[] stop = first.only("start").text("/stop").split(" ");
    assertThat(stop).startsWith("sonde", "stop", String.valueOf(target.pid()));
    stage.sonde(jdks.operator(), "stop", stop[2], stop[3]).exits(0);
    assertThat(first.await(GONE)).isNotNegative();
    assertThat(first.only("end").text("/reason")).isEqualTo("STOPPED");
    assertThat(second.records("end")).as("the other one").isEmpty();
    target.call("static", 5);
    assertThat(second.exits(0).calls()).hasSize(5);
    target.assertUnnoticed();
  }

  @EachPair
  void foreignAgent_thatRetransformsWhileWoven_changesNothing(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("hot", 1);
    target.call("late", 1);
    stage.agent(target, "com.acme.Late");
    Outside outside = Outside.of(target);
    Installed hard = Installed.of(target, "com.acme.Hard");
    Sonde sonde =
        stage.trace(
            jdks.operator(),
            target,
            "com.acme.Hard::forever",
            "com.acme.Hard::withMissing",
            "-n",
            4);
    target.call("missing", 1);
    stage.agent(target, "com.acme.Hard");
    target.call("missing", 1);
    stage.agent(target, "com.acme.Hard");
    target.call("missing", 2);
    assertThat(sonde.exits(0).calls()).hasSize(4);
    outside.awaitClean();
    stage.agent(target, "com.acme.Hard");
    hard.assertSame();
    assertThat(target.stop()).isPositive();
    target.assertUnnoticed();
  }

  /** As many as sessions: each has its own loader of it. */
  private static long tracers(TargetJvm target) {
    target.jcmd("GC.run");
    return target
        .jcmd("VM.class_hierarchy")
        .lines()
        .filter(line -> line.contains("dev.sonde.tracer.Trace/0x"))
        .count();
  }
}
