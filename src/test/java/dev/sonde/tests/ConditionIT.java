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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Traces of the few calls that a condition holds for. */
class ConditionIT {
  private static final String PRICE = "com.acme.Prices::price";

  @RegisterExtension final Stage stage = new Stage();

  /** Scenario S1: null only in production. */
  @EachPair
  void nullArgument_onlyThoseCalls_withAllThatIsKnownOfThem(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("priced", 20);
    Outside outside = Outside.of(target);
    Installed before = Installed.of(target, "com.acme.Prices");
    Sonde sonde = stage.trace(jdks.operator(), target, PRICE, "-w", "customer == null", "-n", 2);
    target.call("priced", 14);
    List<Record> calls = sonde.exits(0).calls();
    assertThat(calls).hasSize(2);
    Record call = calls.get(0);
    assertThat(call.text("/args/0/value/@type")).isEqualTo("com.acme.Prices$Basket");
    assertThat(call.text("/args/1/name")).isEqualTo("customer");
    assertThat(call.at("/args/1/value").isNull()).isTrue();
    assertThat(call.text("/argsAt")).isEqualTo("entry");
    assertThat(call.text("/outcome")).isEqualTo("threw");
    assertThat(call.text("/thrown/type")).isEqualTo("java.lang.NullPointerException");
    assertThat(call.text("/thrown/at/method")).isEqualTo("price");
    assertThat(call.text("/caller/class")).isEqualTo("com.acme.Prices");
    assertThat(call.text("/caller/method")).startsWith("lambda$priced$");
    assertThat(call.number("/caller/line")).isPositive();
    assertThat(call.text("/thread/name")).isEqualTo("main");
    assertThat(call.number("/durationNanos")).isPositive();
    Record start = sonde.only("start");
    assertThat(start.text("/condition")).isEqualTo("customer == null");
    assertThat(start.number("/methods")).isEqualTo(1);
    assertThat(start.text("/left/0/descriptor")).isEqualTo("(J)J");
    assertThat(start.text("/left/0/reason"))
        .startsWith(
            "the condition does not fit: expected a name that Prices.price(long) knows, got"
                + " 'customer'");
    Record end = sonde.only("end");
    assertThat(end.number("/seen")).isEqualTo(14);
    assertThat(end.number("/condition/false")).isEqualTo(12);
    assertThat(end.number("/condition/failed")).isZero();
    assertThat(end.number("/matched")).isEqualTo(2);
    assertThat(end.at("/removed/ok").booleanValue()).isTrue();
    target.assertUnnoticed();
    outside.assertClean();
    before.assertSame();
  }

  @OnePair
  void values_onTheWay_privateFieldsElementsKeysAndConstants(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("priced", 10);
    Outside outside = Outside.of(target);
    assertFirst(jdks, target, "customer.address.city == 'Rome'", 2);
    assertFirst(
        jdks, target, "basket.headers['x-tenant'] == 'acme' and customer.getLevel() == 4", 4);
    assertFirst(jdks, target, "any(basket.items, it.cents < 0)", 5);
    assertFirst(jdks, target, "basket.state != OPEN and this.breaker == OPEN", 6);
    assertFirst(jdks, target, "customer != null and customer.address == null", 7);
    target.assertUnnoticed();
    outside.assertClean();
  }

  private void assertFirst(Pair jdks, TargetJvm target, String condition, int level) {
    Sonde sonde = stage.trace(jdks.operator(), target, PRICE, "-w", condition, "-n", 1);
    target.call("priced", 10);
    Record call = sonde.exits(0).calls().get(0);
    assertThat(call.number("/args/1/value/level")).as(condition).isEqualTo(level);
  }

  @OnePair
  void outcome_durationCauseAndResult(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    String load = "com.acme.Prices::load";
    Sonde slow = stage.trace(jdks.operator(), target, load, "-w", "duration > 500ms", "-n", 1);
    target.call("loaded", 10);
    Record call = slow.exits(0).calls().get(0);
    assertThat(call.number("/args/0/value")).isEqualTo(9);
    assertThat(call.text("/argsAt")).isEqualTo("exit");
    assertThat(call.number("/durationNanos")).isGreaterThan(500_000_000);
    assertThat(slow.only("end").number("/seen")).isEqualTo(10);
    String cause = "thrown causedBy java.net.SocketTimeoutException and i >= 0";
    Sonde threw = stage.trace(jdks.operator(), target, load, "-w", cause, "-n", 1);
    target.call("loaded", 9);
    assertThat(threw.exits(0).calls().get(0).text("/thrown/type"))
        .isEqualTo("java.lang.IllegalStateException");
    String result = "returned endsWith ' 4'";
    Sonde returned =
        stage.trace(
            jdks.operator(), target, load, "-w", result, "--capture", "args@entry", "-n", 1);
    target.call("loaded", 5);
    assertThat(returned.exits(0).calls().get(0).text("/argsAt")).isEqualTo("entry");
    target.assertUnnoticed();
  }

  @OnePair
  void end_saysWhatTheConditionDecided(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    String condition = "7 / i == 99 or i == 3";
    Sonde sonde =
        stage.trace(jdks.operator(), target, "com.acme.Prices::load", "-w", condition, "-n", 1);
    target.call("loaded", 4);
    Record end = sonde.exits(0).only("end");
    assertThat(end.number("/seen")).isEqualTo(4);
    assertThat(end.number("/delivered")).isEqualTo(1);
    assertThat(end.number("/condition/false")).isEqualTo(2);
    assertThat(end.number("/condition/failed")).isEqualTo(1);
    assertThat(end.text("/condition/reason")).isEqualTo("ArithmeticException: / by zero");
    target.assertUnnoticed();
  }

  @OnePair
  void refusal_hasACaretUnderThePlaceAndTheNamesThatExist(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.call("priced", 10);
    Outside outside = Outside.of(target);
    Path file = target.folder().resolve("when.txt");
    Files.writeString(file, "# which customers\nbasket.state == OPEN\n  and custmer == null\n");
    Sonde sonde = stage.sonde(jdks.operator(), "trace", target.pid(), PRICE, "-w", "@" + file);
    assertThat(sonde.refuses(2, "SONDE-CONDITION"))
        .contains("Prices.price(Basket, Customer) knows, got 'custmer'; there is customer, ");
    assertThat(sonde.err()).containsSequence("    and custmer == null", "        ^");
    target.assertUnnoticed();
    outside.assertClean();
  }
}
