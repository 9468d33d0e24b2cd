package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Record;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a trace tells of calls on request, which calls it lets go, and how it counts them. */
class OutcomeIT {
  private static final String CHECKOUT = "com.acme.Cart::checkout";
  private static final String PRICE = "com.acme.Cart::price";

  /** However many calls a fast machine makes. */
  private static final String MUCH = "--max-seen";

  private static final long ANY = 1_000_000_000_000L;
  private static final String FIND = "com.acme.Cart::find";

  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void tree_ofCallsWithAllThatCanBeAskedFor(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("checkout", 2);
    Outside outside = Outside.of(target);
    Sonde sonde =
        stage.trace(
            jdks.operator(),
            target,
            CHECKOUT,
            PRICE,
            FIND,
            "com.acme.Cart::tax",
            "--tree",
            "--capture=this,args@entry,cpu,alloc",
            "--stack",
            2,
            "--expect",
            5,
            "-n",
            5);
    target.call("checkout", 1);
    Record tree = sonde.exits(0).only("tree");
    assertThat(sonde.calls()).isEmpty();
    assertThat(tree.at("/complete").booleanValue()).isTrue();
    assertThat(tree.text("/root/method")).isEqualTo("checkout");
    assertThat(tree.text("/root/this/type")).isEqualTo("com.acme.Cart");
    assertThat(tree.list("/root/stack")).hasSize(2);
    assertThat(tree.list("/root/changed"))
        .extracting(each -> each.get("name").textValue())
        .contains("items");
    assertThat(tree.list("/root/changed/0/after"))
        .extracting(JsonNode::textValue)
        .containsExactly("tea", "milk", "paid");
    assertThat(tree.list("/root/inner"))
        .extracting(each -> each.get("method").textValue())
        .containsExactly("price", "tax");
    assertThat(tree.list("/root/inner/0/inner")).hasSize(2);
    assertThat(tree.at("/root/inner/0/share").doubleValue()).isBetween(0.0, 1.0);
    if (sonde.only("start").list("/notes").isEmpty()) {
      assertThat(tree.number("/root/cpuNanos")).isNotNegative();
      assertThat(tree.number("/root/allocatedBytes")).isNotNegative();
    }
    outside.assertClean();
    target.assertUnnoticed();
  }

  @OnePair
  void inside_onlyCallsMadeThere_andTooFewForTheScript(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("checkout", 2);
    Outside outside = Outside.of(target);
    Sonde sonde =
        stage.trace(jdks.operator(), target, FIND, "--inside", PRICE, "-n", 2, "--expect", 3);
    assertThat(sonde.only("start").number("/inside/methods")).isEqualTo(1);
    target.call("item", 3);
    target.call("checkout", 1);
    assertThat(sonde.exits(8).calls()).hasSize(2);
    Record end = sonde.only("end");
    assertThat(end.number("/outside")).isEqualTo(3);
    assertThat(end.number("/seen")).isEqualTo(5);
    assertThat(end.number("/removed/methods")).isEqualTo(2);
    assertThat(sonde.errText()).contains("SONDE-TOO-FEW: ");
    outside.assertClean();
    target.assertUnnoticed();
  }

  @OnePair
  void exception_withItsCauses_reachesTheApplicationAsItIs(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Cart::refuse", "-n", 1);
    target.call("closed", 1);
    Record call = sonde.exits(0).calls().get(0);
    assertThat(call.text("/thrown/message")).isEqualTo("closed");
    assertThat(call.text("/thrown/causes/0/type")).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(call.text("/thrown/causes/0/message")).isEqualTo("no key");
    assertThat(call.text("/thrown/causes/0/at/method")).isEqualTo("<clinit>");
    target.assertUnnoticed();
  }

  @OnePair
  void counts_ofAHotMethod_addUp(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.start("hot", 2);
    String tick = "com.acme.Hard::tick";
    Sonde all = stage.trace(jdks.operator(), target, tick, "-n", 1_000).exits(0);
    Record end = all.only("end");
    assertThat(end.number("/delivered")).isEqualTo(all.calls().size());
    assertThat(end.number("/delivered")).isEqualTo(1_000);
    assertAddsUp(end);
    Object[] paced = {tick, "--rate", "20/s", "-t", "1s", "--overhead", 100_000, MUCH, ANY};
    end = stage.trace(jdks.operator(), target, paced).exits(0).only("end");
    assertThat(end.number("/delivered")).isBetween(20L, 40 + 20 * end.number("/millis") / 1000);
    assertThat(end.number("/skipped")).isPositive();
    assertAddsUp(end);
    assertThat(target.stop()).isPositive();
  }

  private static void assertAddsUp(Record end) {
    assertThat(end.number("/matched"))
        .isEqualTo(end.number("/delivered") + end.number("/dropped") + end.number("/late"));
    assertThat(end.number("/seen"))
        .isGreaterThanOrEqualTo(end.number("/matched") + end.number("/skipped"));
  }
}
