package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Desk;
import dev.sonde.tracer.condition.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of docs/CONDITIONS.md, in a whole probe that is called. */
final class ConditionsPageTest {
  private static final Path PAGE = Path.of("../../docs/CONDITIONS.md");

  static Stream<String> examples() {
    List<String> examples = new ArrayList<>();
    boolean inside = false;
    for (String line : lines()) {
      if (inside && !line.startsWith("```")) examples.add(line);
      if (line.startsWith("```")) inside = line.equals("```condition");
    }
    assertThat(examples).hasSizeGreaterThan(15);
    return examples.stream();
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(PAGE);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_isDecidedForEachCall(String example) throws Exception {
    Judging judging = new Judging(Condition.parse(example, false), false);
    try (Rig rig = new Rig(judging, true, Desk.class, "price(Order,..)")) {
      rig.copy(Desk.class).getMethod("demo").invoke(null);
      assertThat(rig.counts().seen()).isEqualTo(3);
      assertThat(rig.counts().judged().reason()).isNull();
      assertThat(rig.counts().judged().no() + rig.counts().matched()).isEqualTo(3);
      assertThat(rig.failures).isEmpty();
    }
  }
}
