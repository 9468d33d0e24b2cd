package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Child;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the README promises first. */
class DemoIT {
  @RegisterExtension
  final Stage stage = new Stage();

  @EachPair
  void demo_showsCallsAndTheReportAndLeavesNothing(Pair jdks) {
    Child demo = stage.run("env", "JAVA_HOME=" + jdks.operator().home(), Dist.folder().resolve("bin/sonde").toString(), "demo");
    assertThat(demo.await(Duration.ofSeconds(60))).as("exit; stderr %s", demo.err()).isZero();
    String shown = String.join("\n", demo.out());
    assertThat(shown).contains("end LIMIT", "removed ", "SondeAgent_", "SondeBridge1");
    assertThat(shown).contains("<- ", "after ");
    assertThat(String.join("\n", demo.err())).containsIgnoringCase("wiremock");
    assertThat(running("wiremock-standalone")).isEmpty();
  }

  private static List<String> running(String jar) {
    return Shell.run("ps", "-eo", "ppid,args").lines().filter(line -> line.matches("\\s*1 .*java .*" + jar + ".*")).toList();
  }
}
