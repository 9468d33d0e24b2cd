package dev.sonde.tracer.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.acme.Desk;
import com.acme.Desk.Customer;
import com.acme.Desk.Order;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.words.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of conditions that cannot be understood. */
final class MisfitTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "customer = null | 9 | expected '==' to compare, got '='",
        "customer == | 11 | expected a name or a value, got the end",
        "customer == null or | 19 | expected a name or a value, got the end",
        "(customer == null | 17 | expected ')', got the end",
        "email == 'x | 9 | expected a closing ', got the end",
        "duration > 10min | 13 | expected a unit of time, ns us ms s m h, got 'min'",
        "a == null b | 10 | expected 'and', 'or' or the end of the condition, got 'b'",
        "a @ b | 2 | expected a name, a value or an operator, got '@'",
        "id == 99999999999999999999 | 6 | expected a number below 2^63, got '99999999999999999999'",
        "any(items) | 9 | expected ',', got ')'",
        "x. == 1 | 3 | expected a field or getter, got '=='",
      })
  void syntax(String source, int at, String sentence) {
    UsageException refused =
        catchThrowableOfType(UsageException.class, () -> Condition.parse(source, false));
    assertThat(refused.id()).isEqualTo("SONDE-CONDITION");
    assertThat(refused).hasMessage(sentence + "\n" + source + "\n" + " ".repeat(at) + "^");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "custmer == null | 0 | expected a name that Desk.price(Order, Customer) knows, got 'custmer'; there is customer, ",
        "customer.emial == null | 9 | com.acme.Desk$Customer has no field or getter emial; there is email, ",
        "customer | 0 | expected something true or false, got com.acme.Desk$Customer: compare it, as in == null",
        "order.id | 6 | expected something true or false, got long: compare it",
        "customer == 'x' | 9 | expected two values that == can compare, got com.acme.Desk$Customer and String",
        "order.id == 'x' | 9 | expected two values that == can compare, got long and String",
        "order.state == OPENED | 15 | com.acme.Desk$State has no constant OPENED; there is OPEN, CLOSED",
        "order.state < OPEN | 14 | expected a name that",
        "duration > 10 | 9 | expected two values that > can compare, got a time and long: give a unit, as in 10ms",
        "customer instanceof Custmer.Foo and x | 36 | expected a name that",
        "args[2] == null | 5 | Desk.price(Order, Customer) has 2 arguments, of which the first is args[0]",
        "order.headers[customer] == null | 14 | expected a text, a number, or a constant as key, got com.acme.Desk$Customer",
        "any(order.id, true) | 10 | expected an object, got long",
        "any(customer, true) | 4 | expected an array or collection, got com.acme.Desk$Customer",
        "customer.foo(1) == 1 | 9 | com.acme.Desk$Customer has no method foo with 1 arguments",
        "(com.acme.Nobody) customer == null | 0 | expected a class that is loaded, got com.acme.Nobody",
        "order.anything.city == null | 15 | Object has no field or getter city; say what it is, as in (com.acme.Vip) customer",
        "customer.discount == 5 | 9 | com.acme.Desk$Customer has no field or getter discount; there is",
        "order.total + 1 == 2 | 6 | expected a number, got java.math.BigDecimal",
        "order.box.value.street == null | 16 | com.acme.Desk$Address has no field or getter street",
      })
  void types(String source, int at, String sentence) {
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () -> Trial.of(Desk.class, "price(Order,..)", source, ConditionTest.LOADED));
    assertThat(fault.getMessage()).startsWith(sentence);
    assertThat(fault.at()).isEqualTo(at);
  }

  @Test
  void this_inAStaticMethod() {
    assertThatThrownBy(() -> Trial.of(Desk.class, "size", "this.count == 1"))
        .hasMessage("Desk.size(String, int, Named, Object) is static: it has no this");
  }

  @Test
  void returned_ofVoid() {
    assertThatThrownBy(() -> Trial.of(Desk.class, "nothing", "returned == null"))
        .hasMessage("Desk.nothing() returns nothing");
  }

  @Test
  void fieldOfASubclass_isNamed() {
    assertThatThrownBy(
            () ->
                Trial.of(
                    Desk.class, "price(Order,..)", "customer.discount == 5", ConditionTest.LOADED))
        .hasMessageEndingWith("; com.acme.Desk$Vip has it: ((com.acme.Desk$Vip) ..).discount");
  }

  @Test
  void classThatIsNotLoaded_mayFitLater() {
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () ->
                Trial.of(
                    Desk.class,
                    "price(Order,..)",
                    "customer.address.city == 'x'",
                    Order.class,
                    Customer.class));
    assertThat(fault)
        .hasMessage(
            "com.acme.Desk$Address, the type of address, is not loaded: no such object can be there yet");
    assertThat(fault.unloaded()).isTrue();
  }

  @Test
  void nesting_tooDeep_isRefused() {
    String deep = "(".repeat(5_000) + "true" + ")".repeat(5_000);
    assertThatThrownBy(() -> Condition.parse(deep, false)).hasMessageContaining("at most");
    String nots = "not ".repeat(1_000) + "true";
    assertThat(catchThrowableOfType(UsageException.class, () -> Condition.parse(nots, false)))
        .isNull();
  }

  @Test
  void caret_underTheLineOfTheFault() {
    assertThatThrownBy(() -> Condition.parse("a == null\n  and b = 1", false))
        .hasMessage("expected '==' to compare, got '='\n  and b = 1\n        ^");
  }
}
