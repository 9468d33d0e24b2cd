package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.broken.CloseHangs;
import com.acme.broken.CloseThrows;
import com.acme.broken.CommandThrows;
import com.acme.broken.LeavesThread;
import com.acme.broken.LeavesTransformer;
import com.acme.broken.NeverReturns;
import com.acme.broken.StartLoops;
import com.acme.broken.StartThrows;
import dev.sonde.tests.fixture.Forge;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A plugin that is broken, but signed: it ends alone, the operator is told, and the application
 * never notices.
 */
class BrokenPluginIT {
  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void plugin_whoseStartThrows_isSaidAndRemoved(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    Sonde sonde = run(jdks, target, StartThrows.class).exits(1);
    assertThat(sonde.errText()).contains("SONDE-", "broken in start");
    outside.assertClean();
  }

  @OnePair
  void plugin_whoseCommandThrows_isSaidAndRemoved(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    Sonde sonde = run(jdks, target, CommandThrows.class).exits(1);
    assertThat(sonde.errText()).contains("SONDE-", "broken in command");
    outside.assertClean();
  }

  @OnePair
  void plugin_whoseCloseThrows_isInTheReport(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    Sonde sonde = run(jdks, target, CloseThrows.class).exits(1);
    assertThat(sonde.errText()).contains("not all removed", "broken in close");
    outside.assertClean();
  }

  @OnePair
  void plugin_thatLeavesAThread_isInTheReport(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Sonde sonde = run(jdks, target, LeavesThread.class).exits(1);
    assertThat(sonde.errText()).contains("not all removed", "left-by-a-plugin");
    assertThat(target.stop()).isPositive();
    target.assertUnnoticed();
  }

  @OnePair
  void plugin_thatNeverReturns_isLeftByCtrlC(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Sonde sonde = run(jdks, target, NeverReturns.class);
    target.awaitThread("sonde-work");
    sonde.signal("INT");
    sonde.exits(130);
    assertThat(target.stop()).isPositive();
    target.assertUnnoticed();
  }

  @OnePair
  void plugin_thatLeavesATransformer_losesIt(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    Sonde sonde = run(jdks, target, LeavesTransformer.class).exits(1);
    assertThat(sonde.errText())
        .contains("left transformer com.acme.broken.LeavesTransformer", "it was taken out");
    outside.assertClean();
  }

  /** Both at once: the limits are 10 and 5 seconds. */
  @OnePair
  void plugins_whoseStartOrCloseHangs_areLeftAndTheApplicationGoesOn(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Sonde start = run(jdks, target, StartLoops.class);
    // The other repository is newer: one may not be asked before the other is verified.
    target.awaitThread("sonde-work");
    Sonde close = run(jdks, target, CloseHangs.class).exits(1);
    assertThat(close.errText())
        .contains("not all removed", "CloseHangs", "did not end in 5 s and was left");
    start.exits(3);
    assertThat(start.errText())
        .contains("SONDE-NOT-RESPONDING", "did not end in 10 s; the session ends");
    assertThat(target.stop()).isPositive();
    target.assertUnnoticed();
  }

  private Sonde run(Pair jdks, TargetJvm target, Class<?> plugin) throws IOException {
    Path folder = Files.createDirectory(stage.folder().resolve(plugin.getSimpleName()));
    return stage.sonde(
        jdks.operator(),
        "trace",
        target.pid(),
        "com.acme.Hard::tick",
        "--json",
        "--repository",
        new Forge(folder).repositoryOf(plugin));
  }
}
