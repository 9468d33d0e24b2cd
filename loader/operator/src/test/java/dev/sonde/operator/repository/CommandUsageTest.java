package dev.sonde.operator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.repository.CommandUsage.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandUsageTest {
  private static CommandUsage usage(String text) {
    return CommandUsage.of(new CommandDescription("top", text, "", ""));
  }

  @Test
  void options_byTheirBrackets() {
    CommandUsage usage =
        usage("top JVM CLASS... [WORD] [--live] [--by size|count] [-n|--limit <what>] [--a=b]...");
    assertThat(usage.faults()).isEmpty();
    assertThat(usage.options())
        .containsExactly(
            new Option(null, "live", false),
            new Option(null, "by", true),
            new Option("-n", "limit", true),
            new Option(null, "a", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          ''                     ! it does not begin with "top JVM"
          top JVMS               ! it does not begin with "top JVM"
          top JVM --by KEY       ! --by is not in a bracket of its own
          top JVM [--by KEY      ! its brackets are not closed, or stand in one another
          top JVM [--by [KEY]]   ! its brackets are not closed, or stand in one another
          top JVM [-n CALLS]     ! [-n CALLS] is none of [--name], [--name VALUE] and [-n|--name VALUE]
          top JVM [--a|--b]      ! [--a|--b] is none of [--name], [--name VALUE] and [-n|--name VALUE]
          top JVM [--a | --b]    ! [--a | --b] is none of [--name], [--name VALUE] and [-n|--name VALUE]
          top JVM [--a X --b Y]  ! [--a X --b Y] is none of [--name], [--name VALUE] and [-n|--name VALUE]
          top JVM [--By KEY]     ! [--By KEY] is none of [--name], [--name VALUE] and [-n|--name VALUE]
          top JVM [--json]       ! --json is sonde's own and never reaches a plugin
          top JVM [-o|--open X]  ! -o is sonde's own and never reaches a plugin
          top JVM [--a] [--a X]  ! --a is there twice
          """)
  void usage_thatCannotBeUnderstood_saysWhy(String text, String fault) {
    assertThat(usage(text).faults()).contains(fault);
  }
}
