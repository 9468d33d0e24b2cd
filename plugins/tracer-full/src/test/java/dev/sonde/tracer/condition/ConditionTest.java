package dev.sonde.tracer.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.Desk;
import com.acme.Desk.Address;
import com.acme.Desk.Box;
import com.acme.Desk.Customer;
import com.acme.Desk.Item;
import com.acme.Desk.Order;
import com.acme.Desk.State;
import com.acme.Desk.Vip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionTest {
  static final Class<?>[] LOADED = {
    Desk.class,
    Order.class,
    Customer.class,
    Vip.class,
    Address.class,
    Item.class,
    State.class,
    Box.class,
    Desk.Named.class,
    Desk.Plain.class
  };
  private final Order order = Desk.order();
  private final Customer customer = new Customer("ada@acme.com", new Address("Oslo"), 4);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order.id == 9312",
        "order.id == 9312L and not (order.id != 9312)",
        "order.id > 9e3 && order.id < 1_0000 || false",
        "customer.level >= 4",
        "customer.email endsWith '@acme.com'",
        "customer.getEmail() startsWith \"ada\"",
        "customer.email contains 'acme' and customer.email matches 'a?a@*.com'",
        "customer.address.city == 'Oslo'",
        "customer.getAddress().getCity() == 'Oslo'",
        "customer.getAddress.city.length() == 4",
        "customer.address.city.length == 4",
        "args[1].level == args[1].getLevel() and args.length == 2",
        "order.state == CLOSED and order.state != OPEN",
        "order.state == State.CLOSED and order.state == 'CLOSED'",
        "this.state == OPEN and state == OPEN",
        "count == 3 and this.count * 2 - 1 == 5",
        "LIMIT == 7 and Desk.LIMIT == 7 and com.acme.Desk.mode == 'fast'",
        "order.headers['x-tenant'] == 'acme'",
        "order.headers.get('none') == null and order.headers.size() == 1",
        "order.headers.containsKey('x-tenant')",
        "order.byNumber[1].name == 'pen'",
        "order.byState[CLOSED] == 'done' and order.byState[OPEN] == null",
        "order.tags contains 'late' and not (order.tags contains 'old')",
        "order.tags.contains('new')",
        "any(order.items, it.price < 0)",
        "any(item in order.items, item.name == 'pen' and item.weight < 1)",
        "all(order.items, it.name.length() == 3)",
        "count(order.items) == 2 and count(order.items, it.price > 0) == 1",
        "order.items[1].price < 0 and order.items.get(0).price == 2.5",
        "order.items[7] == null and order.items[-1].name == null",
        "order.items.isEmpty() == false and !order.items.empty",
        "order.total == 10 and order.total >= 9.99 and order.total < 10.01",
        "order.buyer.isPresent() == false and order.buyer.get() == null",
        "order.timeout == 3s and order.timeout > 2999ms",
        "order.timeout.toMillis() == 3000",
        "order.box.value.city == 'Bonn' and order.box.value().city == 'Bonn'",
        "order.counts[0] + order.counts[1] == -1 and order.counts.length == 2",
        "any(order.counts, it < 0) and count(order.counts, it > 0) == 1",
        "order.lines[0].name == 'ink' and order.lines[1].name == null",
        "count(order.lines) == 2 and any(order.lines, it == null)",
        "order.anything == 'text' and order.anything != 'other' and order.anything != 4",
        "(order.anything as String).length() == 4",
        "((java.lang.String) order.anything) contains 'ex'",
        "order.anything instanceof String and not (order.anything instanceof Customer)",
        "order.boxed == 5 and order.boxed > 4.5 and order.boxed != null",
        "order.rate == 0.1",
        "order.letter == 'x' and order.letter >= 'a'.charAt(0)",
        "not order.paid and order.paid == false",
        "order.mixed[0] == 1 and order.mixed[1] == 'one' and order.mixed[2] == null",
        "any(order.mixed, it == 2.5) and any(order.mixed, it > 2)",
        "customer != null and customer == args[1]",
        "order.id % 2 == 0 and order.id / 2 == 4656 and -order.id < 0",
        "thread == 'main' or thread != null",
        "caller startsWith 'com.acme.' and call.caller endsWith '.call'",
        "any(order.items, any(order.counts, it < 0) and it.price < 0)",
        "any(a in order.items, any(b in order.items, a.name != b.name))",
        "customer.getClass().getName() == 'com.acme.Desk$Customer'",
        "true # a comment\n and\n true",
      })
  void condition_true(String condition) throws Exception {
    assertThat(trial(condition).holds(new Desk(), order, customer)).isTrue();
    assertThat(trial("not (" + condition + "\n)").holds(new Desk(), order, customer)).isFalse();
  }

  /** Null on the way is null; null equals null only. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "customer == null",
        "customer.address.city == null and customer.address == null",
        "not (customer.address.city == 'Oslo')",
        "customer.address.city != 'Oslo' and customer.level != 4",
        "not (customer.level < 4) and not (customer.level >= 4)",
        "customer.level == null and customer.email.length() == null",
        "not (customer.email contains 'a') and not (customer instanceof Vip)",
        "count(order.items) == 2 and customer.address == order.lines[1]",
        "not any(customer.address.city as java.util.List, true)",
        "customer.level + 1 == null",
      })
  void null_onTheWay(String condition) throws Exception {
    assertThat(trial(condition).holds(new Desk(), order, null)).isTrue();
  }

  @Test
  void quantifiers_ofNull_areFalseTrueAndZero() throws Exception {
    order.items = null;
    assertThat(trial("any(order.items, true)").holds(null, order, null)).isFalse();
    assertThat(trial("all(order.items, false)").holds(null, order, null)).isTrue();
    assertThat(trial("count(order.items) == 0").holds(null, order, null)).isTrue();
  }

  @Test
  void cast_thatDoesNotHold_isNull() throws Exception {
    Trial trial = trial("((Vip) customer).discount == 5");
    assertThat(trial.holds(null, order, customer)).isFalse();
    assertThat(trial.holds(null, order, new Vip("v", null))).isTrue();
  }

  @Test
  void getter_overridden_theFieldOfTheVeryClass() throws Exception {
    Trial trial = trial("customer.getAddress().city == 'Rome'");
    assertThat(trial.holds(null, order, new Vip("v", null))).isTrue();
    assertThat(trial.holds(null, order, customer)).isFalse();
  }

  @Test
  void getter_thatRunsCodeInOneClass_failsForItAndIsTold() throws Exception {
    Trial trial = trial("customer.getEmail() == 'v'");
    assertThat(trial.fitted().notes())
        .containsExactly(
            "getEmail of com.acme.Desk$Vip runs code: the condition fails for such objects;"
                + " --allow-calls allows it");
    assertThatThrownBy(() -> trial.holds(null, order, new Vip("v", null)))
        .hasMessage("getEmail of a com.acme.Desk$Vip would run its code: --allow-calls");
    Trial calls =
        Trial.of(Desk.class, "price(Order,..)", "customer.getEmail() == 'vip:v'", true, LOADED);
    assertThat(calls.holds(null, order, new Vip("v", null))).isTrue();
    assertThat(calls.fitted().calls()).isTrue();
  }

  @Test
  void call_ofCode_needsToBeAllowed() throws Exception {
    assertThatThrownBy(() -> trial("customer.address.loud() == 'Oslo!'"))
        .hasMessage("loud of com.acme.Desk$Address would run its code: --allow-calls allows it");
    Trial calls =
        Trial.of(Desk.class, "price(Order,..)", "customer.address.loud() == 'Oslo!'", true, LOADED);
    assertThat(calls.holds(null, order, customer)).isTrue();
  }

  @Test
  void containers_wrappedByTheJdk_areRead() throws Exception {
    order.items = Collections.unmodifiableList(new ArrayList<>(order.items));
    order.headers = Collections.synchronizedMap(Collections.unmodifiableMap(order.headers));
    assertThat(trial("order.items[0].name == 'pen'").holds(null, order, null)).isTrue();
    assertThat(trial("order.headers['x-tenant'] == 'acme'").holds(null, order, null)).isTrue();
  }

  @Test
  void map_thatOrdersByAccess_isNotChanged() throws Exception {
    LinkedHashMap<String, String> map = new LinkedHashMap<>(16, 0.75f, true);
    map.put("a", "1");
    map.put("b", "2");
    order.headers = map;
    assertThat(trial("order.headers['a'] == '1'").holds(null, order, null)).isTrue();
    assertThat(map.keySet()).containsExactly("a", "b");
  }

  @Test
  void map_withAComparatorOfTheApplication_isNotAsked() throws Exception {
    order.headers =
        new TreeMap<>(
            (a, b) -> {
              throw new AssertionError("called");
            });
    assertThatThrownBy(() -> trial("order.headers['a'] == '1'").holds(null, order, null))
        .hasMessageContaining("would run its code");
  }

  @Test
  void collection_ofTheApplication_isNotAsked() throws Exception {
    order.items =
        new ArrayList<>() {
          @Override
          public int size() {
            throw new AssertionError("called");
          }
        };
    for (String each :
        List.of("order.items.size() > 1", "any(order.items, true)", "order.items[0] == null"))
      assertThatThrownBy(() -> trial(each).holds(null, order, null))
          .hasMessageContaining("would run its code: --allow-calls");
  }

  @Test
  void elements_moreThanTheBound_cannotBeDecided() throws Exception {
    order.counts = new int[1_001];
    Trial trial = trial("any(order.counts, it > 0)");
    assertThatThrownBy(() -> trial.holds(null, order, null)).hasMessage("more than 1000 elements");
    order.counts[999] = 1;
    assertThat(trial.holds(null, order, null)).isTrue();
  }

  @Test
  void division_byZero_cannotBeDecided() throws Exception {
    order.id = 0;
    assertThatThrownBy(() -> trial("1 / order.id == 1").holds(null, order, null))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void heapPollution_cannotBeDecided() throws Exception {
    @SuppressWarnings("unchecked")
    Map<String, Object> headers = (Map<String, Object>) (Map<?, ?>) order.headers;
    headers.put("n", 4);
    assertThatThrownBy(() -> trial("order.headers['n'] startsWith 'x'").holds(null, order, null))
        .isInstanceOf(ClassCastException.class);
  }

  @Test
  void parameter_namedAsABuiltIn_winsAndIsTold() throws Exception {
    Trial trial = Trial.of(Desk.class, "size", "duration == 4", LOADED);
    assertThat(trial.holds(null, "a", 4, null, null)).isTrue();
    assertThat(trial.fitted().notes())
        .containsExactly("duration is the parameter; the built-in is call.duration");
    assertThat(Trial.of(Desk.class, "size", "call.duration > 4ms", LOADED).fitted().atExit())
        .isTrue();
  }

  @Test
  void field_namedAsABuiltIn_isReachedByThis() throws Exception {
    Trial trial = trial("thread != 'a field' and this.thread == 'a field'");
    assertThat(trial.holds(new Desk(), order, null)).isTrue();
    assertThat(trial.fitted().notes())
        .containsExactly("thread is the built-in; the field is this.thread");
  }

  @Test
  void interface_getterOfTheLoadedClasses() throws Exception {
    Trial trial = Trial.of(Desk.class, "size", "named.name() == 'x' and named.name == 'x'", LOADED);
    assertThat(trial.holds(null, "", 1, new Desk.Plain("x"), null)).isTrue();
    assertThatThrownBy(() -> trial.holds(null, "", 1, (Desk.Named) () -> "x", null))
        .hasMessageContaining("would run its code");
  }

  @Test
  void parts_ofTheEnd_areSplitOff() throws Exception {
    assertThat(trial("customer == null and duration > 10ms").fitted().atExit()).isTrue();
    assertThat(trial("customer == null and duration > 10ms").holds(null, order, null)).isTrue();
    assertThat(trial("customer == null and duration > 10ms").holds(null, order, customer))
        .isFalse();
    assertThat(trial("not (customer == null or duration > 1s)").holds(null, order, null)).isFalse();
    assertThat(trial("customer == null").fitted().atExit()).isFalse();
  }

  private static Trial trial(String condition) throws Exception {
    return Trial.of(Desk.class, "price(Order,..)", condition, LOADED);
  }
}
