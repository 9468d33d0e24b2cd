package dev.sonde.tracer.condition;

import com.acme.Desk;
import com.acme.Desk.Address;
import com.acme.Desk.Customer;
import com.acme.Desk.Item;
import com.acme.Desk.Order;
import com.acme.Desk.State;
import com.acme.Desk.Vip;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;

/**
 * Random conditions with their meaning beside them, made of plain Java: nothing of what reads,
 * types or compiles conditions is used for it.
 */
final class RandomCondition {
  /** What a condition is asked of. */
  record Values(Order order, Customer customer, Object item) {
    Values with(Object other) {
      return new Values(order, customer, other);
    }
  }

  /**
   * @param meaning null: there is no value
   */
  record Made<T>(String source, Function<Values, T> meaning) {}

  private final Random random;

  RandomCondition(Random random) {
    this.random = random;
  }

  Made<Boolean> truth(int depth) {
    return truth(depth, false);
  }

  /**
   * @param inItems whether {@code it} is an Item
   */
  private Made<Boolean> truth(int depth, boolean inItems) {
    return switch (depth <= 0 ? 6 + random.nextInt(6) : random.nextInt(14)) {
      case 0, 1 -> logic("and", "&&", truth(depth - 1, inItems), truth(depth - 1, inItems));
      case 2, 3 -> logic("or", "||", truth(depth - 1, inItems), truth(depth - 1, inItems));
      case 4 -> not(truth(depth - 1, inItems));
      case 5 -> each(depth - 1);
      case 6, 7 -> compare(number(depth - 1, inItems), number(depth - 1, inItems));
      case 8 -> texts(text(depth - 1, inItems), text(0, inItems));
      case 9 -> isNull(inItems);
      case 10 -> sameText(text(depth - 1, inItems), text(depth - 1, inItems));
      case 11 -> state();
      case 12 -> compare(divided(), constant());
      default -> plain();
    };
  }

  private Made<Boolean> logic(String word, String sign, Made<Boolean> left, Made<Boolean> right) {
    boolean and = word.equals("and");
    String operator = random.nextBoolean() ? word : sign;
    return new Made<>(
        "(" + left.source() + ") " + operator + " (" + right.source() + ")",
        values ->
            and
                ? truth(left, values) && truth(right, values)
                : truth(left, values) || truth(right, values));
  }

  private static boolean truth(Made<Boolean> made, Values values) {
    return Boolean.TRUE.equals(made.meaning().apply(values));
  }

  private Made<Boolean> not(Made<Boolean> of) {
    String operator = random.nextBoolean() ? "not " : "!";
    return new Made<>(operator + "(" + of.source() + ")", values -> !truth(of, values));
  }

  private Made<Boolean> each(int depth) {
    Made<Boolean> condition = truth(Math.min(depth, 1), true);
    boolean array = random.nextBoolean();
    String source = array ? "order.lines" : "order.items";
    Function<Values, Collection<Item>> items =
        values -> {
          if (values.order() == null) return null;
          if (!array) return values.order().items;
          return values.order().lines == null
              ? null
              : java.util.Arrays.asList(values.order().lines);
        };
    String kind = List.of("any", "all", "count").get(random.nextInt(3));
    int bound = random.nextInt(3);
    String text = kind + "(" + source + ", " + condition.source() + ")";
    return new Made<>(
        kind.equals("count") ? text + " > " + bound : text,
        values -> {
          Collection<Item> all = items.apply(values);
          if (all == null) return kind.equals("all");
          int count = 0;
          for (Item each : all) {
            boolean holds = truth(condition, values.with(each));
            if (holds && kind.equals("any")) return true;
            if (!holds && kind.equals("all")) return false;
            if (holds) count++;
          }
          return kind.equals("all") || kind.equals("count") && count > bound;
        });
  }

  private Made<Boolean> compare(Made<Number> left, Made<Number> right) {
    String operator = List.of("==", "!=", "<", "<=", ">", ">=").get(random.nextInt(6));
    return new Made<>(
        left.source() + " " + operator + " " + right.source(),
        values -> {
          Number one = left.meaning().apply(values);
          Number two = right.meaning().apply(values);
          if (one == null || two == null) {
            boolean same = one == null && two == null;
            return operator.equals("==") ? same : operator.equals("!=") && !same;
          }
          return holds(operator, one, two);
        });
  }

  private static boolean holds(String operator, Number one, Number two) {
    if (one instanceof Long && two instanceof Long)
      return ordered(operator, Long.compare((Long) one, (Long) two));
    if (one instanceof BigDecimal || two instanceof BigDecimal)
      return ordered(
          operator, new BigDecimal(one.toString()).compareTo(new BigDecimal(two.toString())));
    double left = one.doubleValue();
    double right = two.doubleValue();
    return switch (operator) {
      case "==" -> left == right;
      case "!=" -> left != right;
      case "<" -> left < right;
      case "<=" -> left <= right;
      case ">" -> left > right;
      default -> left >= right;
    };
  }

  private static boolean ordered(String operator, int order) {
    return switch (operator) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private Made<Number> constant() {
    if (random.nextBoolean()) {
      long value = random.nextInt(8) - 2;
      return new Made<>(value < 0 ? "-" + -value : "" + value, values -> value);
    }
    double value = (random.nextInt(60) - 10) / 4.0;
    return new Made<>(value < 0 ? "-" + -value : "" + value, values -> value);
  }

  private Made<Number> number(int depth, boolean inItems) {
    return switch (depth <= 0 ? random.nextInt(9) : random.nextInt(11)) {
      case 0, 1 -> constant();
      case 2 -> of("order.id", values -> order(values, order -> order.id));
      case 3 ->
          of(
              random.nextBoolean() ? "customer.level" : "customer.getLevel()",
              values -> values.customer() == null ? null : (long) values.customer().getLevel());
      case 4 ->
          of(
              "order.boxed",
              values -> order(values, order -> order.boxed == null ? null : (long) order.boxed));
      case 5 -> {
        int index = random.nextInt(4) - 1;
        yield of("order.counts[" + index + "]", values -> order(values, o -> count(o, index)));
      }
      case 6 ->
          inItems
              ? of("it.weight", values -> item(values, Item::weight))
              : of("order.total", values -> order(values, order -> order.total));
      case 7 ->
          inItems
              ? of("it.price", values -> item(values, Item::price))
              : of("count(order.items)", this::size);
      case 8 -> {
        Made<String> text = text(0, inItems);
        yield of(
            text.source() + ".length()",
            values -> {
              String value = text.meaning().apply(values);
              return value == null ? null : (long) value.length();
            });
      }
      default -> sum(plainNumber(inItems), plainNumber(inItems));
    };
  }

  private Number size(Values values) {
    boolean none = values.order() == null || values.order().items == null;
    return none ? 0L : values.order().items.size();
  }

  private static Long count(Order order, int index) {
    boolean inside = order.counts != null && index >= 0 && index < order.counts.length;
    return inside ? (long) order.counts[index] : null;
  }

  private static Number order(Values values, Function<Order, Number> part) {
    return values.order() == null ? null : part.apply(values.order());
  }

  private static Number item(Values values, Function<Item, Number> part) {
    return values.item() == null ? null : part.apply((Item) values.item());
  }

  private static Made<Number> of(String source, Function<Values, Number> meaning) {
    return new Made<>(
        source,
        values -> {
          Number value = meaning.apply(values);
          return value instanceof Integer small ? Long.valueOf(small) : value;
        });
  }

  private Made<Number> plainNumber(boolean inItems) {
    Made<Number> number = number(0, inItems);
    boolean decimal = number.source().endsWith(".total") || number.source().endsWith(".price");
    return decimal ? constant() : number;
  }

  private Made<Number> sum(Made<Number> left, Made<Number> right) {
    String operator = List.of("+", "-", "*").get(random.nextInt(3));
    return new Made<>(
        "(" + left.source() + " " + operator + " " + right.source() + ")",
        values -> {
          Number one = left.meaning().apply(values);
          Number two = right.meaning().apply(values);
          if (one == null || two == null) return null;
          if (one instanceof Long a && two instanceof Long b)
            return operator.equals("+") ? a + b : operator.equals("-") ? a - b : a * b;
          double a = one.doubleValue();
          double b = two.doubleValue();
          return operator.equals("+") ? a + b : operator.equals("-") ? a - b : a * b;
        });
  }

  /** May divide by zero. */
  private Made<Number> divided() {
    String operator = random.nextBoolean() ? "/" : "%";
    long by = random.nextInt(3);
    return of(
        "(order.id " + operator + " (customer.level - " + by + "))",
        values -> {
          if (values.order() == null || values.customer() == null) return null;
          long divisor = values.customer().getLevel() - by;
          return operator.equals("/") ? values.order().id / divisor : values.order().id % divisor;
        });
  }

  private Made<String> text(int depth, boolean inItems) {
    return switch (random.nextInt(depth <= 0 ? 6 : 7)) {
      case 0 -> {
        String value = List.of("", "a", "pen", "Oslo", "Rome", "x").get(random.nextInt(6));
        String quote = random.nextBoolean() ? "'" : "\"";
        yield new Made<>(quote + value + quote, values -> value);
      }
      case 1 ->
          new Made<>(
              random.nextBoolean() ? "customer.address.city" : "customer.address.getCity()",
              values ->
                  values.customer() == null || values.customer().address == null
                      ? null
                      : values.customer().address.getCity());
      case 2 ->
          new Made<>(
              "customer.getAddress().city",
              values ->
                  values.customer() == null || values.customer().getAddress() == null
                      ? null
                      : values.customer().getAddress().getCity());
      case 3 -> {
        String key = List.of("a", "b", "none").get(random.nextInt(3));
        yield new Made<>(
            "order.headers['" + key + "']",
            values ->
                values.order() == null || values.order().headers == null
                    ? null
                    : values.order().headers.get(key));
      }
      case 4 ->
          inItems
              ? new Made<>(
                  "it.name", values -> values.item() == null ? null : ((Item) values.item()).name())
              : new Made<>(
                  "order.items[0].name()",
                  values ->
                      values.order() == null
                              || values.order().items == null
                              || values.order().items.isEmpty()
                          ? null
                          : values.order().items.get(0).name());
      case 5 ->
          new Made<>(
              "order.byState[OPEN]",
              values ->
                  values.order() == null || values.order().byState == null
                      ? null
                      : values.order().byState.get(State.OPEN));
      default -> {
        Made<String> inner = text(0, inItems);
        yield new Made<>(
            inner.source() + ".strip()",
            values -> {
              String value = inner.meaning().apply(values);
              return value == null ? null : value.strip();
            });
      }
    };
  }

  private Made<Boolean> texts(Made<String> left, Made<String> right) {
    String operator = List.of("contains", "startsWith", "endsWith").get(random.nextInt(3));
    return new Made<>(
        left.source() + " " + operator + " " + right.source(),
        values -> {
          String one = left.meaning().apply(values);
          String two = right.meaning().apply(values);
          if (one == null || two == null) return false;
          return switch (operator) {
            case "contains" -> one.contains(two);
            case "startsWith" -> one.startsWith(two);
            default -> one.endsWith(two);
          };
        });
  }

  private Made<Boolean> sameText(Made<String> left, Made<String> right) {
    boolean equal = random.nextBoolean();
    return new Made<>(
        left.source() + (equal ? " == " : " != ") + right.source(),
        values ->
            Objects.equals(left.meaning().apply(values), right.meaning().apply(values)) == equal);
  }

  private Made<Boolean> isNull(boolean inItems) {
    boolean equal = random.nextBoolean();
    Made<?> of =
        switch (random.nextInt(4)) {
          case 0 -> new Made<Object>("customer", Values::customer);
          case 1 -> text(0, inItems);
          case 2 -> number(0, inItems);
          default ->
              new Made<Object>(
                  "customer.address",
                  values -> values.customer() == null ? null : values.customer().address);
        };
    return new Made<>(
        of.source() + (equal ? " == null" : " != null"),
        values -> (of.meaning().apply(values) == null) == equal);
  }

  private Made<Boolean> state() {
    State other = State.values()[random.nextInt(2)];
    boolean equal = random.nextBoolean();
    String name = random.nextBoolean() ? other.name() : "State." + other.name();
    return new Made<>(
        "order.state" + (equal ? " == " : " != ") + name,
        values -> ((values.order() == null ? null : values.order().state) == other) == equal);
  }

  private Made<Boolean> plain() {
    return switch (random.nextInt(4)) {
      case 0 ->
          new Made<>("order.paid", values -> values.order() == null ? null : values.order().paid);
      case 1 -> new Made<>("customer instanceof Vip", values -> values.customer() instanceof Vip);
      case 2 ->
          new Made<>("(customer as Vip).discount == 5", values -> values.customer() instanceof Vip);
      default -> new Made<>("true", values -> true);
    };
  }

  Values values() {
    return new Values(random.nextInt(8) == 0 ? null : order(), customer(), null);
  }

  private Customer customer() {
    Address address =
        random.nextInt(3) == 0 ? null : new Address(random.nextBoolean() ? "Oslo" : null);
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> new Vip("v", address);
      default -> new Customer("c", address, random.nextInt(4));
    };
  }

  private Order order() {
    Order order = Desk.order();
    order.id = random.nextInt(7) - 2;
    order.paid = random.nextBoolean();
    order.boxed = random.nextInt(3) == 0 ? null : random.nextInt(5);
    order.state = random.nextInt(3) == 0 ? null : State.values()[random.nextInt(2)];
    if (random.nextInt(4) == 0) order.items = null;
    else if (random.nextInt(3) == 0) order.items = List.of();
    if (random.nextInt(4) == 0) order.lines = null;
    if (random.nextInt(4) == 0) order.counts = null;
    if (random.nextInt(4) == 0) order.total = null;
    order.headers = random.nextInt(4) == 0 ? null : java.util.Map.of("a", "pen", "b", "Oslo");
    if (random.nextBoolean()) order.byState = new java.util.EnumMap<>(Desk.State.class);
    return order;
  }
}
