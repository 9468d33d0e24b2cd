package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Record;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code --verify} says of a JVM: what is there, and that nothing is. */
class AfterwardsIT {
  private static final String FIND = "com.acme.Orders::find";

  @RegisterExtension final Stage stage = new Stage();

  @EachPair
  void verify_seesAnotherSession_andThenNothing(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("instance", 1);
    Outside outside = Outside.of(target);
    Sonde other = stage.trace(jdks.operator(), target, FIND, "-n", 100, "-t", "5m");
    Sonde sonde = stage.trace(jdks.operator(), target, FIND, "-n", 1, "--verify");
    target.call("instance", 1);
    Record left = sonde.exits(1).only("verified");
    assertThat(left.at("/ok").asBoolean()).isFalse();
    assertThat(left.number("/sessions")).isEqualTo(1);
    assertThat(left.list("/threads").toString()).contains("\"sonde-link\"");
    assertThat(left.list("/classes").toString())
        .contains("\"dev.sonde.target.Tenant\"", "\"dev.sonde.tracer.Trace\"");
    assertThat(sonde.only("removed").at("/ok").asBoolean()).as("its own part").isTrue();
    Sonde stop = stage.sonde(jdks.operator(), "stop", target.pid(), "--verify", "--json");
    Record nothing = stop.exits(0).only("verified");
    assertThat(nothing.at("/ok").asBoolean()).isTrue();
    assertThat(nothing.list("/classes")).isEmpty();
    assertThat(nothing.list("/threads")).isEmpty();
    other.exits(0);
    target.assertUnnoticed();
    outside.assertClean();
  }
}
