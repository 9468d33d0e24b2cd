package dev.sonde.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvocationTest {
  private static final Invocation CLONE = Invocation.of("./sonde");

  @Test
  void command_beginsAsItWasTyped() {
    assertThat(CLONE.command("sonde stop 7 7f3a")).isEqualTo("./sonde stop 7 7f3a");
    assertThat(CLONE.command("sonde trace 7 'sonde find::x'"))
        .isEqualTo("./sonde trace 7 'sonde find::x'");
    assertThat(Invocation.ofJar("lib/sonde.jar").command("sonde list"))
        .isEqualTo("java -jar lib/sonde.jar list");
    assertThat(Invocation.SONDE.command("sonde list")).isEqualTo("sonde list");
  }

  @Test
  void sentence_namesCommandsOnly() {
    assertThat(
            CLONE.sentence("a bug in sonde; sonde list shows all, ./sonde demo too, sonde traces"))
        .isEqualTo("a bug in sonde; ./sonde list shows all, ./sonde demo too, sonde traces");
  }

  @Test
  void sentence_toAnAgent_namesTheArgument() {
    String written = "If it is loaded later: --lazy waits for it";
    assertThat(Invocation.AGENT.sentence(written))
        .isEqualTo("If it is loaded later: the argument lazy waits for it");
    assertThat(Invocation.CONSOLE.sentence(written)).isEqualTo(written);
  }

  @Test
  void path_thatAShellTakesApart_isQuoted() {
    assertThat(Invocation.of("/my $tools/it's/sonde").text())
        .isEqualTo("'/my $tools/it'\\''s/sonde'");
  }

  @Test
  void advice_isSaidAsThisWayInTakesIt() {
    String more = "more: -n 30";
    assertThat(CLONE.advice(more)).isEqualTo(more);
    assertThat(Invocation.CONSOLE.advice(more)).isEqualTo("more: start it again with -n 30");
    assertThat(Invocation.AGENT.advice(more)).isEqualTo("more: limit:30");
  }

  @Test
  void advice_toAnAgent_namesItsParts() {
    assertThat(Invocation.AGENT.advice("a longer -t shows them; without -w the calls show more"))
        .isEqualTo("a longer for: shows them; without when: the calls show more");
    assertThat(Invocation.AGENT.advice("-w EXPR or --rate 1000/s lets fewer calls through"))
        .isEqualTo("when:EXPR or rate:1000/s lets fewer calls through");
    assertThat(Invocation.AGENT.advice("--max-events 40 takes more"))
        .isEqualTo("max-events:40 takes more");
    assertThat(Invocation.AGENT.advice("what --inside means; well-known, 3 -n"))
        .isEqualTo("what inside: means; well-known, 3 limit:");
  }
}
