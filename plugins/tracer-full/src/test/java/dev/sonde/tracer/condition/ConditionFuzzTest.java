package dev.sonde.tracer.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.acme.Desk;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.words.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random conditions never crash, always verify, and mean what {@link RandomCondition} says; random
 * texts are refused or understood. {@code -Dfuzz.conditions=100000} makes more of them, {@code
 * -Dfuzz.seed=} others.
 */
final class ConditionFuzzTest {
  private static final int COUNT = Integer.getInteger("fuzz.conditions", 3_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_120);
  private static final int ASKED = 8;

  @Test
  void random_conditions_meanWhatTheyShould() throws Exception {
    int yes = 0;
    int undecided = 0;
    for (int i = 0; i < COUNT; i++) {
      long seed = SEED + i;
      Random random = new Random(seed);
      RandomCondition conditions = new RandomCondition(random);
      RandomCondition.Made<Boolean> made = conditions.truth(3);
      Trial trial;
      try {
        trial = Trial.of(Desk.class, "price(Order,..)", made.source(), ConditionTest.LOADED);
      } catch (Fault | RuntimeException | Error broken) {
        fail("seed " + seed + ": " + made.source(), broken);
        return;
      }
      for (int j = 0; j < ASKED; j++) {
        RandomCondition.Values values = conditions.values();
        String expected = expected(made, values);
        assertThat(actual(trial, values))
            .as("seed %d: %s", seed, made.source())
            .isEqualTo(expected);
        if (expected.equals("true")) yes++;
        if (expected.equals("undecided")) undecided++;
      }
    }
    assertThat(yes).as("true ones, of %d", COUNT * ASKED).isBetween(COUNT, COUNT * (ASKED - 1));
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

  private static String actual(Trial trial, RandomCondition.Values values) {
    try {
      return String.valueOf(trial.holds(new Desk(), values.order(), values.customer()));
    } catch (ArithmeticException byZero) {
      return "undecided";
    }
  }

  /** Pieces of conditions in any order. */
  @Test
  void random_words_areRefusedOrUnderstood() throws Exception {
    List<String> pieces =
        List.of(
            "customer",
            "order",
            ".",
            "items",
            "any(",
            "it",
            ")",
            "(",
            "==",
            "null",
            "and",
            "or",
            "not",
            "'x'",
            "1",
            "2.5",
            "10ms",
            "[",
            "]",
            "as",
            "Vip",
            "instanceof",
            "-",
            "<",
            "!",
            "duration",
            "thrown",
            "causedBy",
            "com",
            "args",
            ",",
            "contains",
            "price",
            "call",
            "returned",
            "this",
            "state",
            "OPEN",
            "%",
            "/",
            "\"",
            "#",
            "count(",
            "in");
    int understood = 0;
    for (int i = 0; i < COUNT * 3; i++) {
      Random random = new Random(SEED + i);
      List<String> words = new ArrayList<>();
      for (int n = random.nextInt(9); n >= 0; n--)
        words.add(pieces.get(random.nextInt(pieces.size())));
      String source = String.join(random.nextInt(4) == 0 ? "" : " ", words);
      try {
        Trial.of(Desk.class, "price(Order,..)", source, ConditionTest.LOADED);
        understood++;
      } catch (UsageException | Fault refused) {
        assertThat(refused.getMessage()).as(source).isNotBlank();
      } catch (IllegalStateException ofTheEnd) {
        assertThat(ofTheEnd).as(source).hasMessage(null);
      }
    }
    assertThat(understood).isPositive();
  }
}
