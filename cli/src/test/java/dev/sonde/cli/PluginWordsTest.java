package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.repository.CommandDescription;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginWordsTest {
  private static final CommandDescription HEAP =
      new CommandDescription("heap", "heap JVM CLASS... [--top N] [--live] [--by=KEY]", "", "");

  private static PluginWords words(String line) {
    return PluginWords.of(HEAP, List.of(line.split(" ")));
  }

  @Test
  void options_areThoseOfTheUsage() {
    assertThat(words("com.acme.Order --top 5 java.util.List --live --by=size"))
        .isEqualTo(
            new PluginWords(
                List.of("com.acme.Order", "java.util.List"),
                Map.of("top", "5", "live", "", "by", "size")));
    assertThat(words("--top=5 -1").options()).isEqualTo(Map.of("top", "5"));
    assertThat(words("--top=5 -1").args()).containsExactly("-1");
  }

  @ParameterizedTest
  @CsvSource({
    "--deep, it has no option --deep",
    "--live=yes, --live has no value",
    "A --top, --top needs a value"
  })
  void options_thatAreWrong_areRefusedWithTheUsage(String line, String what) {
    assertThatThrownBy(() -> words(line))
        .hasMessage(
            "SONDE-USAGE: heap: "
                + what
                + "; its usage is: heap JVM CLASS... [--top N] [--live] [--by=KEY]");
  }
}
