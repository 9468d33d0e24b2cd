package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.repository.CommandDescription;
import dev.sonde.operator.repository.CommandUsage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginWordsTest {
  private static final CommandDescription HEAP =
      new CommandDescription("heap", "heap JVM CLASS... [--top N] [--live] [--by=KEY]", "", "");

  private static final CommandDescription TOP =
      new CommandDescription(
          "top",
          "top JVM [--by size|count] [-n|--limit <what>] [-a | --all] [--what what]",
          "",
          "");

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
    "--by size, by=size",
    "-n 3, limit=3",
    "--limit=3, limit=3",
    "-a, all=",
    "--what x, what=x"
  })
  void option_withALabelOfAnyLook_takesAValue(String line, String option) {
    PluginWords words = PluginWords.of(TOP, List.of(line.split(" ")));
    String[] parts = option.split("=", -1);
    assertThat(words).isEqualTo(new PluginWords(List.of(), Map.of(parts[0], parts[1])));
  }

  @Test
  void option_givenTwice_isRefused() {
    assertThatThrownBy(() -> PluginWords.of(TOP, List.of("-n", "1", "--limit", "2")))
        .hasMessageStartingWith("SONDE-USAGE: top: --limit is given twice; its usage is: top JVM ");
  }

  @Test
  void namesOfRun_areThoseThatNoPluginCanHave() {
    List<String> own =
        new RunVerb()
            .spec().options().stream().flatMap(each -> List.of(each.names()).stream()).toList();
    assertThat(CommandUsage.TAKEN).containsAll(own).contains("-h", "--help");
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
