package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Installed;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Record;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One trace, from the command to the removal report. */
class TraceIT {
  @RegisterExtension final Stage stage = new Stage();

  @EachPair(full = true)
  void trace_ofAHotMethod_deliversExactlyItsLimitAndLeaves(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("hot", 2);
    Outside outside = Outside.of(target);
    Installed hard = Installed.of(target, "com.acme.Hard");
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Hard::tick", "-n", 50).exits(0);
    assertThat(sonde.calls())
        .extracting(call -> call.number("/call"))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
    Record end = sonde.only("end");
    assertThat(end.text("/reason")).isEqualTo("LIMIT");
    assertThat(end.number("/delivered")).isEqualTo(50);
    assertThat(end.number("/matched")).isGreaterThanOrEqualTo(50);
    assertThat(end.number("/seen")).isGreaterThanOrEqualTo(end.number("/matched"));
    assertThat(end.number("/failed")).isZero();
    assertThat(end.at("/removed/ok").booleanValue()).isTrue();
    assertRemoved(sonde);
    outside.assertClean();
    hard.assertSame();
    assertThat(target.stop()).isPositive();
  }

  @EachPair
  void call_record_saysArgumentsResultThreadTimeAndCaller(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    long before = System.currentTimeMillis();
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Orders::find", "-n", 1);
    target.call("instance", 1);
    Record call = sonde.exits(0).calls().get(0);
    assertThat(call.text("/class")).isEqualTo("com.acme.Orders");
    assertThat(call.text("/method")).isEqualTo("find");
    assertThat(call.text("/descriptor")).isEqualTo("(Ljava/lang/String;I)Ljava/lang/String;");
    assertThat(call.text("/thread/name")).isEqualTo("main");
    assertThat(call.at("/thread/virtual").booleanValue()).isFalse();
    assertThat(call.number("/at")).isBetween(before, System.currentTimeMillis());
    assertThat(call.number("/durationNanos")).isPositive();
    assertThat(call.list("/args"))
        .extracting(arg -> arg.get("name").textValue())
        .containsExactly("name", "amount");
    assertThat(call.text("/args/0/value")).isEqualTo("n0");
    assertThat(call.number("/args/1/value")).isZero();
    assertThat(call.text("/argsAt")).isEqualTo("entry");
    assertThat(call.text("/outcome")).isEqualTo("returned");
    assertThat(call.text("/result/value")).isEqualTo("n0:5");
    assertThat(call.text("/caller/class")).isEqualTo("com.acme.Orders");
    assertThat(call.text("/caller/method")).startsWith("lambda$shapes$");
    assertThat(call.number("/caller/line")).isPositive();
    target.assertUnnoticed();
  }

  @EachPair
  void call_record_saysWhatWasThrownAndTheApplicationGetsTheSameObject(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Orders::failing", "-n", 2);
    target.call("throwing", 2);
    Record call = sonde.exits(0).calls().get(0);
    assertThat(call.text("/outcome")).isEqualTo("threw");
    assertThat(call.text("/thrown/type")).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(call.text("/thrown/message")).isEqualTo("negative amount");
    assertThat(call.at("/result").isMissingNode()).isTrue();
    target.assertUnnoticed();
  }

  @OnePair
  void captured_objects_showTheirFieldsButNoPassword(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Orders::order", "-n", 1);
    target.call("object", 1);
    Record call = sonde.exits(0).calls().get(0);
    assertThat(call.text("/args/0/value/@type")).isEqualTo("com.acme.Order");
    assertThat(call.text("/args/0/value/customer")).isEqualTo("Ann");
    assertThat(call.list("/args/0/value/items"))
        .extracting(JsonNode::textValue)
        .containsExactly("tea", "milk");
    assertThat(call.text("/args/0/value/password/@redacted")).isEqualTo("name~password");
    assertThat(call.list("/args/1/value")).extracting(JsonNode::intValue).containsExactly(1, 2, 3);
    assertThat(sonde.outText()).doesNotContain("hunter2");
    target.assertUnnoticed();
  }

  @OnePair
  void recursion_hasItsDepthAndOneRecordEach(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Orders::deep", "-n", 5);
    target.call("recursive", 1);
    List<Record> calls = sonde.exits(0).calls();
    assertThat(calls)
        .extracting(call -> call.number("/args/0/value"))
        .containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(calls)
        .extracting(call -> call.number("/result/value"))
        .containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(calls.get(0).number("/depth")).isGreaterThan(calls.get(4).number("/depth"));
    target.assertUnnoticed();
  }

  @OnePair
  void timeLimit_endsATraceThatSawNothingAndSaysWhy(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    long before = System.nanoTime();
    Sonde sonde =
        stage.trace(jdks.operator(), target, "com.acme.Orders::find", "-t", "1s").exits(0);
    long passed = Duration.ofNanos(System.nanoTime() - before).toMillis();
    Record end = sonde.only("end");
    assertThat(end.text("/reason")).isEqualTo("TIME");
    assertThat(end.number("/delivered")).isZero();
    assertThat(end.number("/millis")).isBetween(1000L, passed);
    assertThat(end.text("/advice")).isNotEmpty();
    assertRemoved(sonde);
    outside.assertClean();
  }

  @OnePair
  void status_records_comeWhileNothingIsCalled(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    long before = System.nanoTime();
    Sonde sonde =
        stage.trace(jdks.operator(), target, "com.acme.Orders::find", "-n", 1, "-t", "60s");
    sonde.awaitRecords("status", 2);
    long passed = Duration.ofNanos(System.nanoTime() - before).toMillis();
    Record status = sonde.records("status").get(0);
    assertThat(status.number("/seen")).isZero();
    assertThat(status.number("/callsLeft")).isEqualTo(1);
    assertThat(status.number("/millisLeft")).isBetween(60_000 - passed, 60_000L);
    target.call("instance", 1);
    sonde.exits(0);
  }

  @OnePair
  void text_forPeople_hasTheCallTheEndAndTheReport(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Sonde sonde =
        stage
            .sonde(jdks.operator(), "trace", target.pid(), "com.acme.Hard::tick", "-n", 2)
            .exits(0);
    assertThat(sonde.outText())
        .contains("tick(", "end LIMIT", "removed ")
        .contains("SondeAgent_", "SondeBridge1");
    assertThat(sonde.outText()).doesNotContain("\u001b");
    target.assertUnnoticed();
  }

  /** The same run, told live and recorded; then one whose operator is killed. */
  @OnePair
  void recording_isReplayedAsItWasTold(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.start("hot", 2);
    Path calls = stage.folder().resolve("calls.json");
    Path recording = stage.folder().resolve("calls.sonde");
    Object[] both = {"-n", 500, "--json", "--out", calls, "--record", recording};
    List<Object> words = new ArrayList<>(List.of("trace", target.pid(), "com.acme.Hard::tick"));
    words.addAll(List.of(both));
    stage.sonde(jdks.operator(), words.toArray()).exits(0);
    Sonde replayed = stage.sonde(jdks.operator(), "replay", recording, "--json").exits(0);
    assertThat(replayed.outText()).isEqualTo(Files.readString(calls).strip());
    assertThat(replayed.calls()).hasSize(500);
    assertThat(Files.size(recording)).isLessThan(Files.size(calls) / 2);

    Path cut = stage.folder().resolve("cut.sonde");
    Object[] some = {
      "com.acme.Hard::tick",
      "-n",
      "unlimited",
      "--rate",
      "5000/s",
      "--record",
      cut,
      "--overhead",
      100_000,
      "--max-seen",
      1_000_000_000_000L
    };
    Sonde killed = stage.trace(jdks.operator(), target, some);
    Await.until("calls in " + cut, Await.LONG, () -> size(cut) > 20_000, killed::errText);
    killed.signal("KILL");
    killed.await(Await.LONG);
    Sonde rest = stage.sonde(jdks.operator(), "replay", cut, "--json").exits(0);
    assertThat(rest.calls()).hasSizeGreaterThan(100);
    assertThat(rest.records("end")).isEmpty();
    assertThat(rest.errText()).contains("cut.sonde ends in the middle, after ");
    target.assertUnnoticed();
  }

  /** Their values are kept as they are, and rendered when they leave. */
  @EachPair
  void calls_ofHotThreads_withoutTheirCaller_areRightAndAccountedFor(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("instance", 3);
    Outside outside = Outside.of(target);
    Path recording = stage.folder().resolve("hot.sonde");
    Object[] words = {
      "com.acme.Orders::find",
      "-n",
      100_000,
      "--capture=-caller",
      "--record",
      recording,
      "--overhead",
      100_000,
      "--max-events",
      1_000_000_000_000L
    };
    stage.trace(jdks.operator(), target, words).exits(0);
    Sonde replayed = stage.sonde(jdks.operator(), "replay", recording, "--json").exits(0);
    List<Record> calls = replayed.calls();
    for (Record call : calls)
      assertThat(call.text("/args/0/value") + "=" + call.text("/result/value"))
          .isEqualTo(
              "n%d=n%1$d:%d", call.number("/args/1/value"), call.number("/args/1/value") + 5);
    assertThat(calls).extracting(call -> call.number("/call")).doesNotHaveDuplicates();
    assertEachThreadInOrder(calls);
    Record end = replayed.only("end");
    assertThat(end.text("/reason")).isEqualTo("LIMIT");
    assertThat(end.number("/delivered")).isEqualTo(calls.size());
    assertThat(end.number("/matched"))
        .isEqualTo(end.number("/delivered") + end.number("/dropped") + end.number("/late"));
    outside.assertClean();
    assertThat(target.stop()).isPositive();
  }

  /** As they have ended, also where a thread's way changes in the middle. */
  private static void assertEachThreadInOrder(List<Record> calls) {
    Map<Long, Record> last = new HashMap<>();
    for (Record call : calls) {
      Record before = last.put(call.number("/thread/id"), call);
      if (before == null) continue;
      assertThat(call.number("/call")).isGreaterThan(before.number("/call"));
      assertThat(ended(call)).isGreaterThanOrEqualTo(ended(before));
    }
    assertThat(last).hasSize(3);
  }

  private static long ended(Record call) {
    return call.number("/startNanos") + call.number("/durationNanos");
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private static void assertRemoved(Sonde sonde) {
    Record removed = sonde.only("removed");
    assertThat(removed.at("/ok").booleanValue()).isTrue();
    assertThat(removed.list("/failures")).isEmpty();
    assertThat(removed.list("/stays")).hasSize(2);
  }
}
