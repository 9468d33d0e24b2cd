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
  void path_thatAShellTakesApart_isQuoted() {
    assertThat(Invocation.of("/my $tools/it's/sonde").text())
        .isEqualTo("'/my $tools/it'\\''s/sonde'");
  }
}
