package dev.sonde.tracer.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.acme.Vault;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.FakeInstrumentation;
import dev.sonde.tracer.capture.Opener;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statics and what they lead to, read without running a line of the application. */
final class LookTest {
  private static final Opener OPEN = type -> true;
  private final FakeInstrumentation jvm = new FakeInstrumentation();

  LookTest() {
    Vault.RAN.clear();
    jvm.loaded.addAll(
        List.of(
            Vault.class,
            Vault.Asleep.class,
            Vault.Loud.class,
            Vault.Knot.class,
            System.class,
            Runtime.class));
    jvm.loaded.addAll(List.of(ConditionTest.LOADED));
  }

  @AfterEach
  void nothingRan() {
    assertThat(Vault.RAN).isEmpty();
  }

  private Seen look(String source) throws UsageException {
    Look look = Look.parse(source);
    List<Class<?>> roots = look.roots(jvm.get());
    assertThat(roots).hasSize(1);
    return look.from(roots.get(0), jvm.get(), OPEN, new Privacy(true, name -> false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "com.acme.Vault.count | 3",
        "Vault.count + 1 | 4",
        "-Vault.count | -3",
        "Vault.count * 2 - 1 == 5 | true",
        "Vault.count / 2.0 | 1.5",
        "Vault.rate == 0.1 | true",
        "Vault.letter == 'x' | true",
        "Vault.open | true",
        "not Vault.open or Vault.count > 3 | false",
        "!Vault.open && Vault.nobody.level / 0 == 1 | false",
        "Vault.ORDER.id | 9312",
        "Vault.ORDER.items.size | 2",
        "Vault.ORDER.items[0].name | pen",
        "Vault.ORDER.items[1].price < 0 | true",
        "Vault.ORDER.items[9].name | ",
        "Vault.ORDER.headers['x-tenant'] | acme",
        "Vault.ORDER.headers.get('none') == null | true",
        "Vault.ORDER.byNumber[1].name | pen",
        "Vault.letters['x'] | 24",
        "Vault.letters.get('y') | ",
        "Vault.letters.containsKey('x') | true",
        "Vault.mixed['x'] | 24",
        "Vault.mixed[7] | seven",
        "Vault.ORDER.byState[CLOSED] | done",
        "Vault.ORDER.state == CLOSED | true",
        "Vault.ORDER.state | shut",
        "Vault.ORDER.state == Desk.State.CLOSED | true",
        "Vault.ORDER.state.name | CLOSED",
        "Desk.State.OPEN | OPEN",
        "com.acme.Desk.State.OPEN.ordinal | 0",
        "Vault.ORDER.tags contains 'late' | true",
        "Vault.ORDER.total == 10 | true",
        "Vault.ORDER.timeout > 2999ms | true",
        "Vault.ORDER.box.value.city | Bonn",
        "Vault.ORDER.counts[1] | -4",
        "Vault.ORDER.counts.length | 2",
        "Vault.ORDER.lines[1].name | ",
        "Vault.grid[0][1] | 2",
        "Vault.grid[1].length | 1",
        "count(Vault.ORDER.items) | 2",
        "count(Vault.ORDER.items, it.price > 0) | 1",
        "any(item in Vault.ORDER.items, item.name == 'ink') | true",
        "all(Vault.ORDER.items, it.name.length() == 3) | true",
        "all(Vault.ORDER.items, it.name == 'pen') | false",
        "any(Vault.ORDER.counts, it < 0) | true",
        "any(Vault.ORDER.items, any(Vault.passengers, it startsWith 'g') and it.weight > 1) | true",
        "count(Vault.ORDER.mixed, it == null) | 1",
        "Vault.customer.email | ada@acme.com",
        "Vault.customer.getLevel() | 4",
        "Vault.customer.address.city.length | 4",
        "Vault.anything.discount | 5",
        "Vault.anything.getAddress().city | Rome",
        "Vault.anything.address.city | Bonn",
        "Vault.anything instanceof com.acme.Desk.Vip | true",
        "((Desk.Vip) Vault.anything).discount | 5",
        "Vault.named.name() | plain",
        "Vault.named.name | plain",
        "Vault.byState[OPEN] | door",
        "Vault.byNumber[7] | seven",
        "Vault.settings['host'] | localhost",
        "Vault.settings.size | 2",
        "Vault.passengers.size | 2",
        "Vault.passengers[1] | grace",
        "Vault.wrapped[0] | a",
        "Vault.perhaps.get().email | ada@acme.com",
        "Vault.failure causedBy java.io.IOException | true",
        "Vault.failure.cause.message | inner",
        "Vault.failure.cause(java.io.IOException).message | inner",
        "Vault.loud.word | quiet",
        "Vault.loud.getWord() startsWith 'q' | true",
        "Vault.knot.self.self.all.size | 1",
        "Vault.huge.length | 10000000",
        "Vault.huge[9999999] | 0",
        "Vault.odd.size | 2",
        "Vault.nobody.address.city | ",
        "Vault.nobody == null | true",
        "Vault.unnamed.name() | ",
        "Vault.apiToken == null | false",
        "System.err == null | false",
      })
  void values(String source, String expected) throws Exception {
    assertThat(String.valueOf(look(source).value())).isEqualTo(String.valueOf(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "com.acme.Valt.count | 0 | expected a class that is loaded, got com.acme.Valt; there is com.acme.Vault",
        "com.acme.Vault.cuont | 15 | com.acme.Vault has no static field cuont; there is count, ",
        "Vault.ORDER.itms.size | 12 | com.acme.Desk$Order has no field or getter itms; there is items, ",
        "Vault.ORDER.state == OPENED | 21 | com.acme.Desk$State has no constant OPENED; there is OPEN, CLOSED",
        "Vault.byState[SHUT] | 14 | com.acme.Desk$State has no constant SHUT; there is OPEN, CLOSED",
        "any(Vault.passengers, it == who) | 28 | expected a name that Vault knows, got 'who'; there is ",
        "(com.acme.Nobody) Vault.anything | 0 | expected a class that is loaded, got com.acme.Nobody",
        "Vault.customer.leave() | 15 | com.acme.Desk$Customer has no method leave with 0 arguments; there is ",
        "count == 3 | 6 | expected a static field to begin with, as in com.acme.App.orders, got none",
      })
  void whatIsNotThere_isNamedWithTheNearest(String source, int at, String sentence) {
    refused(source, "SONDE-NO-MATCH", at, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Vault.Asleep.DREAMS | 13",
        "Vault$Asleep.DREAMS | 13",
        "Vault.count > 2 and Vault.Asleep.DREAMS == null | 33",
      })
  void classThatNobodyHasUsed_isSaidToBeThat(String source, int at) {
    refused(
        source,
        "SONDE-NOT-INITIALISED",
        at,
        "com.acme.Vault$Asleep is not initialised yet: it is loaded, but the application has not"
            + " used it, so its static fields have no values. Looking runs no initialiser: ask"
            + " again when the application has used the class");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Vault.count = 3 | 12 | expected '==' to compare, got '='",
        "Vault. | 6 | expected a field or getter, got the end",
        "{}Vault.count | 1 | expected a class loader in braces, as in {app}com.acme.App.orders",
        "Vault.count == 'x' | 12 | expected two values that == can compare, got int and String",
        "Vault.count / 0 | 12 | ArithmeticException: / by zero",
        "not Vault.count | 10 | expected something true or false, got int",
        "count(Vault.customer) | 12 | expected an array or collection, got com.acme.Desk$Customer",
        "Vault.customer.address.loud() | 23 | loud of com.acme.Desk$Address would run its code",
        "Vault.anything.getEmail() | 15 | getEmail of com.acme.Desk$Vip would run its code",
        "Vault.loud.shout() | 11 | shout of com.acme.Vault$Loud would run its code",
        "Vault.loud.size | 11 | size() of a com.acme.Vault$Loud would run its code",
        "Vault.loud['x'] | 10 | a key of a com.acme.Vault$Loud would run its code",
        "Vault.loud.values() | 11 | values() of a com.acme.Vault$Loud would run its code",
        "Vault.sorted['x'] | 12 | a key, by the comparator, of a java.util.TreeMap would run its code",
        "Vault.many.size | 11 | size() of a java.util.Collections$CopiesList would run its code",
        "count(Vault.hundreds, it > 0) | 0 | expected at most 100000 elements, and those within 2 s; there are more",
        "Vault.apiToken.length | 6 | apiToken is redacted: it can be compared with null only, or after --reveal apiToken",
        "Vault.settings['dbPassword'] == 'x' | 15 | dbPassword is redacted: ",
        "count(Vault.apiToken, true) | 12 | expected an array or collection, got String",
        "any(Vault.passengers, Vault.apiToken startsWith it) | 28 | apiToken is redacted: ",
      })
  void whatCannotBeTold_isRefused(String source, int at, String sentence) {
    refused(source, "SONDE-EXPRESSION", at, sentence);
  }

  private void refused(String source, String id, int at, String sentence) {
    UsageException refused = catchThrowableOfType(UsageException.class, () -> look(source));
    assertThat(refused).as(source).isNotNull();
    assertThat(refused.id()).as(refused.getMessage()).isEqualTo(id);
    assertThat(refused).hasMessageStartingWith(sentence);
    assertThat(refused).hasMessageEndingWith("\n" + source + "\n" + " ".repeat(at) + "^");
  }

  @Test
  void secret_atTheEnd_isMarked() throws Exception {
    assertThat(look("Vault.apiToken").secret()).isTrue();
    assertThat(look("Vault.passphrase").secret()).isTrue();
    Seen setting = look("Vault.settings['dbPassword']");
    assertThat(setting.secret()).isTrue();
    assertThat(setting.name()).isEqualTo("dbPassword");
    assertThat(look("Vault.passengers").secret()).as("a name that only begins so").isFalse();
    assertThat(look("Vault.settings['host']").secret()).isFalse();
  }

  @Test
  void type_isThatOfTheObject_orWhatIsKnownOfNull() throws Exception {
    assertThat(look("Vault.anything").type()).isEqualTo("com.acme.Desk$Vip");
    assertThat(look("Vault.nobody").type()).isEqualTo("com.acme.Desk$Customer");
    assertThat(look("Vault.count").type()).isEqualTo("int");
    assertThat(look("Vault.ORDER.counts").type()).isEqualTo("int[]");
    assertThat(look("Vault.count > 2").type()).isEqualTo("boolean");
  }

  @Test
  void nullOnTheWay_ofATypeThatSaysNothing_isSaid() throws Exception {
    assertThat(look("Vault.nobody.level").notes()).isEmpty();
    assertThat(look("Vault.asleep == null").notes())
        .containsExactly("asleep is null: com.acme.Vault$Nap is not loaded");
    Seen seen = look("Vault.unnamed.discount");
    assertThat(seen.value()).isNull();
    assertThat(seen.notes())
        .singleElement()
        .asString()
        .startsWith("null on the way: com.acme.Desk$Named has no field or getter discount");
  }
}
