package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.acme.Desk;
import com.acme.Orders;
import com.acme.Shapes;
import dev.sonde.api.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole traces, but for calls: nothing is installed. */
final class TracerPluginTest {
  private final FakeInstrumentation jvm = new FakeInstrumentation();
  private final FakeHost host = new FakeHost(jvm.get());

  TracerPluginTest() throws Exception {
    jvm.loaded.addAll(List.of(Shapes.class, Shapes.Point.class, Orders.class, String.class));
    new TracerPlugin().start(host);
  }

  @Test
  void start_registersItsCommandsAndTouchesNothing() {
    assertThat(host.commands).containsOnlyKeys("trace", "stats", "find", "get", "classes");
    assertThat(jvm.transformers).isEmpty();
  }

  @Test
  void bridge_ofAnEarlierTrace_isToldOnce() throws Exception {
    trace(Map.of(), "Shapes::recurse").cancel.run();
    FakeHost later = new FakeHost(jvm.get());
    new TracerPlugin().start(later);
    assertThat(later.stays).singleElement().asString().startsWith("SondeBridge1 ");
    FakeHost.Run run = new FakeHost.Run(List.of("Shapes::recurse"), Map.of());
    later.commands.get("trace").run(run);
    run.cancel.run();
    assertThat(later.stays).hasSize(1);
  }

  @Test
  void trace_cancelled_startsAndEnds() throws Exception {
    FakeHost.Run run = trace(Map.of("jvm", "4312", "session", "7f3a"), "Shapes::recurse");
    assertThat(run.records.get(0))
        .containsEntry("kind", "start")
        .containsEntry("methods", 1)
        .containsEntry("stop", "sonde stop 4312 7f3a");
    assertThat(run.records.get(0).get("woven"))
        .isEqualTo(
            List.of(
                Map.of(
                    "class",
                    "com.acme.Shapes",
                    "method",
                    "recurse",
                    "descriptor",
                    "(I)I",
                    "loader",
                    "app",
                    "params",
                    List.of(Map.of("name", "n", "type", "int")))));
    run.cancel.run();
    assertThat(run.ended).isEqualTo("done");
    assertThat(run.kinds()).containsExactly("start", "end");
    assertThat(run.records.get(1))
        .containsEntry("reason", "STOPPED")
        .containsEntry("removed", Map.of("methods", 1, "ok", true));
    assertThat(host.removed).containsExactly("methods 1 true");
    assertNothingLeft();
  }

  @Test
  void trace_ofSeveralClasses_searchesOnceAndRetransformsOnceEachWay() throws Exception {
    FakeHost.Run run =
        trace(Map.of("when", "duration > 1ms"), "Shapes::recurse", "Orders::*", "Shapes$Point::*");
    assertThat(run.records.get(0)).containsEntry("classes", 3);
    assertThat(jvm.searches).isEqualTo(1);
    assertThat(jvm.batches).singleElement(LIST).hasSize(3);
    run.cancel.run();
    assertThat(jvm.searches).isEqualTo(1);
    assertThat(jvm.batches).hasSize(2);
  }

  @Test
  void trace_timeIsUp_endsByTime() throws Exception {
    FakeHost.Run run = trace(Map.of("for", "3s"), "Shapes::recurse");
    host.periodic.get(Duration.ofSeconds(1)).run();
    host.periodic.get(Duration.ofSeconds(3)).run();
    assertThat(run.kinds()).containsExactly("start", "status", "end");
    assertThat(run.records.get(2)).containsEntry("reason", "TIME");
    assertThat(run.records.get(2).get("advice").toString()).startsWith("never called");
    assertNothingLeft();
  }

  @Test
  void trace_aboveTheOverheadThatIsAllowed_endsByOverload() throws Exception {
    host.overheadLimit = -1; // nothing is as little
    FakeHost.Run run = trace(Map.of(), "Shapes::recurse");
    host.periodic.get(Duration.ofMillis(100)).run();
    assertThat(run.kinds()).containsExactly("start", "end");
    assertThat(run.records.get(1)).containsEntry("reason", "OVERLOAD");
    assertThat(run.records.get(1).get("advice").toString())
        .startsWith("the probes took 0 % of a core within a second, -1 % are allowed");
    assertNothingLeft();
  }

  @Test
  void trace_sessionEnds_endsAsLeaseOnce() throws Exception {
    FakeHost.Run run = trace(Map.of(), "Shapes::recurse");
    for (AutoCloseable each : host.owned) each.close();
    for (AutoCloseable each : host.owned) each.close();
    assertThat(run.kinds()).containsExactly("start", "end");
    assertThat(run.records.get(1)).containsEntry("reason", "LEASE");
    assertNothingLeft();
  }

  @Test
  void trace_whatTheJvmRefuses_isDeniedAndLeavesNothing() {
    jvm.refuses = type -> true;
    assertThatThrownBy(() -> trace(Map.of(), "Shapes::recurse"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("com.acme.Shapes::recurse(int): the JVM refused it: VerifyError")
        .extracting("id")
        .isEqualTo("SONDE-DENIED");
    assertNothingLeft();
  }

  @Test
  void trace_nothingMatches_refusedUnlessLazy() throws Exception {
    jvm.loaded.clear();
    assertThatThrownBy(() -> trace(Map.of(), "com.acme.Shapes::recurse"))
        .extracting("id")
        .isEqualTo("SONDE-NO-MATCH");
    assertNothingLeft();
    FakeHost.Run run = trace(Map.of("lazy", ""), "com.acme.Shapes::recurse");
    assertThat(run.records.get(0)).containsEntry("kind", "start").containsEntry("methods", 0);
    jvm.transformers
        .get(0)
        .transform(Shapes.class.getClassLoader(), "com/acme/Shapes", null, null, new byte[0]);
    host.work();
    assertThat(run.kinds()).as("not loaded yet").containsExactly("start");
    jvm.loaded.add(Shapes.class);
    host.periodic.get(Duration.ofMillis(20)).run();
    assertThat(run.kinds()).containsExactly("start", "woven");
    assertThat(run.records.get(1)).containsEntry("methods", 1);
    run.cancel.run();
    assertThat(host.removed).containsExactly("methods 1 true");
    assertNothingLeft();
  }

  @Test
  void condition_isToldWithWhatItLeavesAlone() throws Exception {
    jvm.loaded.addAll(List.of(Desk.class, Desk.Order.class, Desk.Customer.class));
    String condition = "customer == null and thread == 'main'";
    FakeHost.Run run = trace(Map.of("when", condition), "Desk::price");
    assertThat(run.records.get(0))
        .containsEntry("methods", 1)
        .containsEntry("condition", condition)
        .containsEntry("notes", List.of("thread is the built-in; the field is this.thread"));
    assertThat(run.records.get(0).get("left"))
        .asInstanceOf(LIST)
        .singleElement()
        .extracting("descriptor", "reason")
        .containsExactly(
            "(J)D",
            "the condition does not fit: expected a name that Desk.price(long) knows, got"
                + " 'customer'; there is id, this, duration, thread, caller, returned, ..");
    run.cancel.run();
    assertThat(run.records.get(run.records.size() - 1))
        .containsEntry("condition", Map.of("false", 0L, "failed", 0L));
    assertNothingLeft();
  }

  @Test
  void condition_thatFitsNothing_isRefusedWithACaret() {
    jvm.loaded.addAll(List.of(Desk.class, Desk.Order.class, Desk.Customer.class));
    assertThatThrownBy(() -> trace(Map.of("when", "custmer == null"), "Desk::price(Order,..)"))
        .hasMessageMatching("(?s)expected a name that .* got 'custmer'.*\ncustmer == null\n\\^")
        .extracting("id")
        .isEqualTo("SONDE-CONDITION");
    assertThatThrownBy(() -> trace(Map.of("when", "x ="), "Desk::price"))
        .hasMessage("expected '==' to compare, got '='\nx =\n  ^");
    assertNothingLeft();
  }

  @Test
  void condition_ofAClassThatIsNotLoaded_waitsForItWhenLazy() throws Exception {
    jvm.loaded.addAll(List.of(Desk.class, Desk.Order.class));
    Map<String, String> options = Map.of("when", "customer.level > 3");
    assertThatThrownBy(() -> trace(options, "Desk::price(Order,..)"))
        .hasMessageContaining("com.acme.Desk$Customer is not loaded");
    assertNothingLeft();
    Map<String, String> lazy = Map.of("when", "customer.level > 3", "lazy", "");
    FakeHost.Run run = trace(lazy, "Desk::price(Order,..)");
    host.periodic.get(Duration.ofSeconds(1)).run();
    assertThat(run.kinds()).containsExactly("start", "status");
    jvm.loaded.add(Desk.Customer.class);
    host.periodic.get(Duration.ofSeconds(1)).run();
    assertThat(run.kinds()).containsExactly("start", "status", "woven", "status");
    assertThat(run.records.get(2)).containsEntry("methods", 1);
    run.cancel.run();
    assertNothingLeft();
  }

  @Test
  void trace_jdkClass_isDenied() {
    assertThatThrownBy(() -> trace(Map.of(), "java.lang.String::length"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("class of the JDK that every probe needs");
    assertNothingLeft();
  }

  @Test
  void trace_badUse_isRefused() {
    assertThatThrownBy(() -> trace(Map.of()))
        .hasMessage("expected a pattern, as in com.acme.Orders::find, got none");
    assertThatThrownBy(() -> trace(Map.of("where", "x"), "Shapes::recurse"))
        .hasMessageStartingWith("expected the options [allow-calls, ")
        .hasMessageEndingWith(" when], got [where]")
        .extracting("id")
        .isEqualTo("SONDE-USAGE");
  }

  @Test
  void find_withRate_countsAndTakesTheCountersOut() throws Exception {
    FakeHost.Run run = new FakeHost.Run(List.of("Shapes::recurse"), Map.of("rate", "2s"));
    host.commands.get("find").run(run);
    assertThat(run.records).isEmpty();
    assertThat(jvm.transformers).hasSize(1);
    host.periodic.get(Duration.ofSeconds(2)).run();
    assertThat(run.ended).isEqualTo("done");
    assertThat(run.records.get(0)).containsEntry("method", "recurse").containsEntry("rate", 0.0);
    assertThat(host.removed).containsExactly("methods 1 true");
    assertNothingLeft();
  }

  @Test
  void find_withRateThatCannotBe_isRefusedAndLeavesNothing() {
    for (String rate : List.of("soon", "2h", "61s"))
      assertThatThrownBy(() -> find(Map.of("rate", rate)))
          .extracting("id")
          .isEqualTo("SONDE-USAGE");
    assertThatThrownBy(() -> find(Map.of("rate", "1s", "max-methods", "1")))
        .extracting("id")
        .isEqualTo("SONDE-TOO-MANY");
    host.granted.remove("instrument");
    assertThatThrownBy(() -> find(Map.of("rate", "1s"))).extracting("id").isEqualTo("SONDE-POLICY");
    assertNothingLeft();
  }

  private void find(Map<String, String> options) throws Exception {
    host.commands.get("find").run(new FakeHost.Run(List.of("Shapes::*"), options));
  }

  @Test
  void trace_moreThanAllowed_isRefusedWithTheFlags() throws Exception {
    assertThatThrownBy(() -> trace(Map.of("max-methods", "2", "max-classes", "1"), "Shapes**::*"))
        .hasMessageMatching(
            "expected at most 2 methods in 1 classes, the pattern means (\\d+) in 2: narrow it, `sonde"
                + " find` shows what it means; or allow it with --max-classes 2 --max-methods \\1")
        .extracting("id")
        .isEqualTo("SONDE-TOO-MANY");
    assertNothingLeft();
    FakeHost.Run run = trace(Map.of("except", "Shapes::*"), "Shapes**::*");
    assertThat(run.records.get(0)).containsEntry("classes", 1);
    run.cancel.run();
  }

  @Test
  void trace_withReveal_saysWhatIsRevealed() throws Exception {
    FakeHost.Run run = trace(Map.of("reveal", "dbPassword,IBAN"), "Shapes::recurse");
    assertThat(run.records.get(0))
        .containsEntry("values", true)
        .containsEntry("revealed", List.of("dbPassword", "IBAN"))
        .doesNotContainKey("withheld");
    run.cancel.run();
  }

  @Test
  void trace_revealOfAWildcardOrOfWhatIsNotRedacted_isRefused() {
    for (String name : List.of("*", "db*", "", "password,", "a b"))
      assertThatThrownBy(() -> trace(Map.of("reveal", name), "Shapes::recurse"))
          .hasMessageContaining("no wildcards")
          .extracting("id")
          .isEqualTo("SONDE-USAGE");
    assertThatThrownBy(() -> trace(Map.of("reveal", "customer"), "Shapes::recurse"))
        .hasMessageContaining("got 'customer', whose values are shown as they are");
    assertNothingLeft();
  }

  @Test
  void trace_withoutCaptureValues_saysSo() throws Exception {
    host.granted.remove("capture-values");
    FakeHost.Run run = trace(Map.of(), "Shapes::recurse");
    assertThat(run.records.get(0))
        .containsEntry("values", false)
        .containsEntry("withheld", "capture-values");
    run.cancel.run();
  }

  /** It would be an oracle: which calls hold it tells what their arguments are. */
  @Test
  void trace_conditionWithoutCaptureValues_isRefused() {
    host.granted.remove("capture-values");
    assertThatThrownBy(() -> trace(Map.of("when", "n == 3"), "Shapes::recurse"))
        .hasMessageContaining("which calls hold it would tell their values")
        .extracting("id")
        .isEqualTo("SONDE-POLICY");
    assertNothingLeft();
  }

  /** There are 64 slots in this JVM, for all tests. */
  @Test
  void trace_thatCannotBeSetUp_givesItsSlotBack() throws Exception {
    for (int i = 0; i < 70; i++) {
      jvm.broken = true;
      assertThatThrownBy(() -> trace(Map.of(), "Shapes::recurse"))
          .isInstanceOf(OutOfMemoryError.class);
    }
    jvm.broken = false;
    trace(Map.of(), "Shapes::recurse").cancel.run();
    assertNothingLeft();
  }

  @Test
  void trace_twice_eachHasItsOwnIdAndEnd() throws Exception {
    FakeHost.Run first = trace(Map.of(), "Shapes::recurse");
    FakeHost.Run second = trace(Map.of(), "Shapes::recurse");
    assertThat(second.records.get(0)).containsEntry("trace", 2L);
    first.cancel.run();
    assertThat(second.ended).isEqualTo("open");
    second.cancel.run();
    assertThat(host.removed).containsExactly("methods 1 true", "methods 1 true");
    assertNothingLeft();
  }

  private FakeHost.Run trace(Map<String, String> options, String... patterns) throws Exception {
    FakeHost.Run run = new FakeHost.Run(List.of(patterns), options);
    host.commands.get("trace").run(run);
    return run;
  }

  private void assertNothingLeft() {
    assertThat(jvm.transformers).isEmpty();
    assertThat(host.periodic).isEmpty();
  }
}
