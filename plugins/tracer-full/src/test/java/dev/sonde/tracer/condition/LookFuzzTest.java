package dev.sonde.tracer.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Desk;
import dev.sonde.tracer.FakeInstrumentation;
import dev.sonde.tracer.words.Fault;
import dev.sonde.tracer.words.Parser;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * One language, two ways: what {@link RandomCondition} says of a random condition a look says, too,
 * when its parameters are static fields. {@code -Dfuzz.conditions=} and {@code -Dfuzz.seed=} as
 * there.
 */
final class LookFuzzTest {
  private static final int COUNT = Integer.getInteger("fuzz.conditions", 3_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_121);

  /** Has the parameters of {@code Desk.price} as static fields. */
  static final class Counter {
    static Desk.Order order;
    static Desk.Customer customer;
  }

  @Test
  void random_expressions_meanWhatConditionsMean() throws Exception {
    FakeInstrumentation jvm = new FakeInstrumentation();
    jvm.loaded.add(Counter.class);
    jvm.loaded.addAll(List.of(ConditionTest.LOADED));
    Classes classes = new Classes(jvm.get(), type -> true);
    Peek peek = new Peek(type -> true);
    int yes = 0;
    int undecided = 0;
    for (int i = 0; i < COUNT; i++) {
      long seed = SEED + i;
      RandomCondition conditions = new RandomCondition(new Random(seed));
      RandomCondition.Made<Boolean> made = conditions.truth(3);
      RandomCondition.Values values = conditions.values();
      Counter.order = values.order();
      Counter.customer = values.customer();
      String expected = expected(made, values);
      Looking looking = new Looking(Counter.class, classes, peek, new Privacy(true, name -> true));
      assertThat(actual(looking, made.source()))
          .as("seed %d: %s", seed, made.source())
          .isEqualTo(expected);
      if (expected.equals("true")) yes++;
      if (expected.equals("undecided")) undecided++;
    }
    assertThat(yes).as("true ones, of %d", COUNT).isBetween(COUNT / 8, COUNT * 7 / 8);
    assertThat(undecided).isPositive();
  }

  private static String expected(
      RandomCondition.Made<Boolean> made, RandomCondition.Values values) {
    try {
      return Boolean.TRUE.equals(made.meaning().apply(values)) ? "true" : "false";
    } catch (ArithmeticException byZero) {
      return "undecided";
    }
  }

  private static String actual(Looking looking, String source) throws Fault {
    try {
      Node.Present found = (Node.Present) looking.value(Parser.parse(source));
      return Boolean.TRUE.equals(found.value()) ? "true" : "false";
    } catch (Fault fault) {
      if (fault.getMessage().equals("ArithmeticException: / by zero")) return "undecided";
      throw fault;
    }
  }
}
