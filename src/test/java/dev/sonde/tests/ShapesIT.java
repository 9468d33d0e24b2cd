package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Dist;
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
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Each kind of method, loader and caller: every call has its record, and the application gets the
 * results that it always got.
 */
class ShapesIT {
  private static final List<String> EVERYDAY =
      List.of(
          "instance",
          "static",
          "private",
          "final",
          "synchronized",
          "overloaded",
          "default",
          "constructor",
          "refused",
          "void",
          "object",
          "throwing",
          "recursive",
          "lambda",
          "record");

  @RegisterExtension final Stage stage = new Stage();

  @EachPair
  void everyday_methods_areAllSeen(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    EVERYDAY.forEach(shape -> target.call(shape, 2));
    Outside outside = Outside.of(target);
    Installed orders = Installed.of(target, "com.acme.Orders");
    Installed money = Installed.of(target, "com.acme.Money");
    Sonde sonde =
        stage.trace(
            jdks.operator(),
            target,
            "-n",
            1000,
            "com.acme.Orders::*",
            "com.acme.Orders::new",
            "com.acme.Priced::*",
            "com.acme.Money::*");
    EVERYDAY.forEach(shape -> target.call(shape, 1));
    sonde.awaitRecords("call", 20);
    sonde.signal("INT");
    sonde.exits(130);
    List<String> seen =
        sonde.calls().stream()
            .map(call -> call.text("/class").replace("com.acme.", "") + "." + call.text("/method"))
            .toList();
    assertThat(seen)
        .contains(
            "Orders.find",
            "Orders.sum",
            "Orders.hidden",
            "Orders.last",
            "Orders.locked",
            "Orders.nothing",
            "Orders.order",
            "Orders.failing",
            "Orders.mapped",
            "Priced.price",
            "Money.plus",
            "Money.types",
            "Money.toString");
    assertThat(seen).filteredOn("Orders.over"::equals).hasSize(3);
    assertThat(seen).filteredOn("Orders.deep"::equals).hasSize(5);
    assertThat(sonde.only("end").number("/failed")).isZero();
    EVERYDAY.forEach(shape -> target.call(shape, 2));
    outside.assertClean();
    orders.assertSame();
    money.assertSame();
  }

  @EachPair
  void constructors_areSeenAlsoWhenTheyThrow(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Orders::new", "-n", 2);
    target.call("constructor", 1);
    target.call("refused", 1);
    List<Record> calls = sonde.exits(0).calls();
    assertThat(calls)
        .extracting(call -> call.text("/outcome"))
        .containsExactly("returned", "threw");
    assertThat(calls).extracting(call -> call.number("/args/0/value")).containsExactly(0L, -1L);
    target.assertUnnoticed();
  }

  @EachPair
  void loader_thatFindsNothingButJava_isWovenToo(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("guest", 1);
    Outside outside = Outside.of(target);
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Guest::triple", "-n", 3);
    assertThat(sonde.only("start").text("/woven/0/loader")).contains("Loaders$JavaOnly");
    target.call("guest", 3);
    assertThat(sonde.exits(0).calls()).hasSize(3);
    outside.assertClean();
  }

  @OnePair
  void secondLoader_ofATracedClass_isWovenWhenItComes(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("guest", 1);
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Guest::triple", "-n", 1);
    target.call("new-guest", 1);
    callUntilSeen(target, "guest", sonde);
    sonde.exits(0);
    target.assertUnnoticed();
  }

  @EachPair
  void class_loadedLater_isWovenWhenItComes(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Late::half", "-n", 1, "--lazy");
    callUntilSeen(target, "late", sonde);
    assertThat(sonde.exits(0).calls().get(0).text("/method")).isEqualTo("half");
    outside.assertClean();
  }

  @EachPair
  void parameterType_thatCannotBeLoaded_isNeverLoaded(Pair jdks) throws IOException {
    Path programs = stage.folder().resolve("programs");
    Dist.copy(Dist.programs(), programs);
    Files.delete(programs.resolve("com/acme/Missing.class"));
    TargetJvm target =
        stage
            .launch(jdks.target(), List.of("-cp", programs.toString(), "com.acme.Program"))
            .ready();
    Outside outside = Outside.of(target);
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Hard::withMissing", "-n", 2);
    target.call("missing", 2);
    List<Record> calls = sonde.exits(0).calls();
    assertThat(calls.get(1).at("/args/0/value").isNull()).isTrue();
    assertThat(calls.get(1).number("/args/1/value")).isEqualTo(1);
    outside.assertClean();
  }

  @EachPair
  void stackOverflow_reachesTheApplicationAsBefore(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("overflow", 1);
    Outside outside = Outside.of(target);
    Sonde sonde =
        stage.trace(jdks.operator(), target, "com.acme.Hard::bottomless", "-n", 10, "-t", "5s");
    target.call("overflow", 3);
    sonde.await(Await.LONG);
    target.call("overflow", 1);
    outside.assertClean();
  }

  @EachPair
  void virtualThreads_areSeenAsSuch(Pair jdks) {
    assumeTrue(jdks.target().feature() >= 21, "virtual threads come with JDK 21");
    TargetJvm target = stage.program(jdks.target());
    target.call("virtual", 1);
    Outside outside = Outside.of(target);
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Hard::tick", "-n", 200);
    target.call("virtual", 200);
    List<Record> calls = sonde.exits(0).calls();
    assertThat(calls).hasSize(200).allMatch(call -> call.at("/thread/virtual").booleanValue());
    outside.assertClean();
  }

  @OnePair
  void frame_thatNeverReturns_isWarnedOf(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("forever", 1);
    Outside outside = Outside.of(target);
    Sonde sonde =
        stage.trace(jdks.operator(), target, "com.acme.Hard::forever").awaitRecords("warning", 1);
    assertThat(sonde.records("warning").get(0).text("/text")).contains("Hard.forever");
    sonde.signal("INT");
    assertThat(sonde.exits(130).only("end").number("/delivered")).isZero();
    outside.assertClean();
  }

  @OnePair
  void frame_thatWasEnteredAndNotLeft_isOpenAtTheEnd(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Hard::forever", "-t", "10m");
    target.start("forever", 1);
    sonde.awaitRecords("status", 2);
    stage.sonde(jdks.operator(), "stop", target.pid()).exits(0);
    assertThat(sonde.exits(0).only("end").number("/open")).isEqualTo(1);
    outside.assertClean();
  }

  /** A class that comes later is woven soon after, not in the moment: so call again until it is. */
  private static void callUntilSeen(TargetJvm target, String shape, Sonde sonde) {
    Await.until(
        "a call of " + shape + " in the trace",
        Await.LONG,
        () -> {
          target.call(shape, 1);
          return !sonde.alive() || !sonde.calls().isEmpty();
        });
  }
}
