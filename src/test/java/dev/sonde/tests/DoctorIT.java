package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Glance;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code doctor} says of a JVM, which does not notice. */
class DoctorIT {
  @RegisterExtension final Stage stage = new Stage();

  @EachPair
  void jvm_thatIsWell_isToldWhatItCosts(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Glance glance = Glance.at(target);
    assertThat(stage.sonde(jdks.operator(), "doctor", target.pid()).exits(0).outText())
        .contains("first agent", "the first retransform throws away compiled code");
    glance.assertUntouched();
    target.assertUnnoticed();
  }
}
