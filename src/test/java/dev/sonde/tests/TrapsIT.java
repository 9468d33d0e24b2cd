package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Traps of docs/TRAPS.md that would end the target. */
class TrapsIT {
  @RegisterExtension final Stage stage = new Stage();

  /** JDK-8376185: with a rebuilt constant pool the second retransform would end the JVM. */
  @EachPair
  void record_withTypeAnnotations_isRetransformedByOthersAfterwards(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("typed", 3);
    Outside outside = Outside.of(target);
    for (int round = 0; round < 2; round++) {
      Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Typed::*", "-n", 6);
      target.call("typed", 1);
      stage.agent(target, "com.acme.Typed");
      target.call("typed", 3);
      assertThat(sonde.exits(0).calls()).hasSize(6);
      stage.agent(target, "com.acme.Typed");
      target.call("typed", 3);
    }
    outside.awaitClean();
    target.assertUnnoticed();
  }
}
