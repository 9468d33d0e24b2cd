package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Child;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Stage;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the README promises first. */
class DemoIT {
  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void demo_showsCallsAndTheReportAndLeavesNothing(Pair jdks) {
    List<String> before = orphans();
    Child demo =
        stage.run(
            "env",
            "JAVA_HOME=" + jdks.operator().home(),
            Dist.folder().resolve("bin/sonde").toString(),
            "demo");
    assertThat(demo.await(Await.LONG)).as("exit; stderr %s", demo.err()).isZero();
    String shown = String.join("\n", demo.out());
    assertThat(shown).contains("end LIMIT", "removed ", "SondeAgent_", "SondeBridge1");
    assertThat(shown).contains("<- ", "after ");
    assertThat(String.join("\n", demo.err())).containsIgnoringCase("wiremock");
    Await.until("no program left", Await.LONG, () -> before.containsAll(orphans()));
  }

  /** Programs of a demo whose parent has gone. */
  private static List<String> orphans() {
    return Shell.run("ps", "-eo", "ppid,pid,args")
        .lines()
        .filter(line -> line.matches("\\s*1 .*java .*wiremock-standalone.*"))
        .toList();
  }
}
