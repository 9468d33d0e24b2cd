package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Glance;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The one line, pasted into a stock jshell at a terminal. */
class JshellIT {
  @RegisterExtension final Stage stage = new Stage();

  @EachPair
  void line_pastedIntoJshell_tracesATarget(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Outside outside = Outside.of(target);
    Terminal jshell = jshell(jdks).type(line());
    jshell.shows("created class Sonde");
    jshell.type(
        "System.out.println(\"LIST \" + String.valueOf(Sonde.list()).contains(\""
            + target.pid()
            + "\"))");
    jshell.shows("LIST true");
    jshell.type(
        "Sonde.trace("
            + target.pid()
            + ", \"com.acme.Hard::tick\", e -> { if (e.get(\"kind\").equals(\"call\")) System.out.println(\"CALL \" + e.get(\"method\")); })");
    jshell.shows("CALL tick");
    jshell.type("/exit");
    outside.assertClean();
  }

  @OnePair
  void line_withAWrongByte_loadsNothing(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    Glance glance = Glance.at(target);
    String line = line();
    String hash = line.replaceFirst("(?s).*\"([0-9a-f]{64})\".*", "$1");
    String wrong = (hash.startsWith("0") ? "1" : "0") + hash.substring(1);
    Terminal jshell = jshell(jdks).type(line.replace(hash, wrong));
    jshell.shows("created class Sonde");
    jshell.type("Sonde.list()");
    jshell.shows("Exception: SONDE-HASH: the bootstrap has SHA-256 "); // not the line's own text
    assertThat(jshell.screen()).doesNotContain("\tat ");
    glance.assertUntouched();
  }

  @OnePair
  void line_isShortEnoughToPaste(Pair jdks) throws IOException {
    assertThat(line().length()).isLessThanOrEqualTo(1000);
    assertThat(line()).doesNotContain("\n", "\t");
  }

  private Terminal jshell(Pair jdks) {
    assumeTrue(jdks.operator().has("jshell"), jdks.operator() + " has no jshell");
    Terminal jshell =
        stage.terminal(jdks.operator().tool("jshell") + " -R-Duser.home=" + stage.home());
    return jshell.shows("/help intro");
  }

  private static String line() throws IOException {
    return Files.readString(Dist.folder().resolve("bootstrap/paste.jsh")).strip();
  }
}
