package dev.sonde.cli;

import static dev.sonde.cli.Typed.sonde;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sonde.operator.Exit;
import dev.sonde.tracer.words.PatternReader;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no target could read is refused before any JVM is looked for. */
class AskingTest {
  private static final String PATTERN = "com.acme.Orders::find";

  private final FakeMachine machine = new FakeMachine();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trace 4312 a::b::c            | SONDE-PATTERN   | at the caret: a::b^::c;",
        "trace 4312 A::b.c             | SONDE-PATTERN   | at the caret: A::b^.c;",
        "trace 4312 a..b::c            | SONDE-PATTERN   | at the caret: a.^.b::c;",
        "trace 4312 A::b(int,)         | SONDE-PATTERN   | at the caret: A::b(^int,);",
        "trace 4312 A::b --except b::  | SONDE-PATTERN   | at the caret: b::^;",
        "trace 4312 A::b --inside a:::b| SONDE-PATTERN   | at the caret: a::^:b;",
        "trace 4312 A::b -w x==        | SONDE-CONDITION | expected a name or a value, got the end",
        "trace 4312 A::b --capture=foo | SONDE-USAGE     | expected --capture with some of args,",
        "trace 4312 A::b --stack 0     | SONDE-USAGE     | expected --stack with 1 to 100 frames",
        "trace 4312 A::b --sample 2/3  | SONDE-USAGE     | expected --sample as 1/N",
        "trace 4312 A::b --rate 5      | SONDE-USAGE     | expected --rate as 10/s",
        "trace 4312 A::b --overhead 0  | SONDE-USAGE     | expected --overhead from 1 to 100000",
        "trace 4312 A::b --max-seen x  | SONDE-USAGE     | expected --max-seen from 1 to",
        "trace 4312 A::b --detach -w ) | SONDE-CONDITION | expected a name or a value, got ')'",
        "stats 4312 A::b --max-classes 0 | SONDE-USAGE   | expected --max-classes from 1 to 10000",
        "stats 4312 A::b -w x==        | SONDE-CONDITION | expected a name or a value, got the end",
        "find 4312 a::b::c             | SONDE-PATTERN   | at the caret: a::b^::c;",
        "get 4312 App.orders.          | SONDE-EXPRESSION | expected a field or getter, got the end"
      })
  void wrongWords_areRefusedBeforeAnythingIsTouched(String words, String id, String sentence) {
    Typed typed = sonde(machine, words.strip().split(" +"));
    assertThat(typed.exit()).isEqualTo(Exit.USAGE);
    assertThat(typed.err()).contains(id + ": ").contains(sentence);
    assertThat(typed.out()).isEmpty();
    assertThat(machine.said).isEmpty();
  }

  @Test
  void condition_isRefusedWithACaretBelowThePlace() {
    String said = sonde(machine, "trace", "4312", PATTERN, "-w", "id > 3 and x ==").err();
    assertThat(said)
        .endsWith(
            "SONDE-CONDITION: expected a name or a value, got the end\n"
                + "  id > 3 and x ==\n"
                + "                 ^\n");
  }

  /** A plain pattern is not read again before the target is attached to. */
  @Test
  void plainPattern_isOneThatATargetReads() {
    Random random = new Random(7);
    int plain = 0;
    for (int i = 0; i < 200_000; i++) {
      String pattern = random(random);
      if (!PatternShape.isPlain(pattern)) continue;
      plain++;
      assertThatCode(() -> new PatternReader(pattern, false).read())
          .as(pattern)
          .doesNotThrowAnyException();
    }
    assertThat(plain).isGreaterThan(1_000);
  }

  private static String random(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 2 + random.nextInt(8); i > 0; i--)
      text.append("aB1$_.:::::#*".charAt(random.nextInt(13)));
    return text.toString();
  }
}
