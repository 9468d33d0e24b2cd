package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Holding;
import dev.sonde.tests.fixture.Installed;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Unchanged;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The look from outside sees what it should, and nothing else: without it no other test could fail.
 */
class OutsideIT {
  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void look_whenTheApplicationWorks_isUntouched(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    target.call("instance", 1000);
    target.call("guest", 10);
    outside.assertUntouched();
  }

  @EachPair
  void look_whenSomethingOfOursStays_namesIt(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    target.call("intruder", 1);
    Outside.Look look = outside.look();
    assertThat(look.threads()).containsExactly("\"sonde-intruder\"");
    assertThat(look.classes()).anyMatch(name -> name.startsWith("com.acme.Late/0x"));
    assertThat(look.classes()).contains("com.acme.Intruder$SondeLoader");
    assertThat(look.descriptors()).anyMatch(name -> name.startsWith("socket:"));
  }

  @OnePair
  void fingerprint_whenSomethingStays_namesIt(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Unchanged unchanged = Unchanged.of(target);
    target.call("instance", 1000);
    unchanged.check();
    target.call("intruder", 1);
    assertThat(unchanged.differences())
        .contains("sonde-intruder", "com.acme.Intruder$SondeLoader", "socket:");
  }

  /** What the soak goes by. */
  @OnePair
  void holding_whenSomethingStays_isMore(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Holding before = Holding.of(target);
    target.call("intruder", 1);
    Holding more = Holding.of(target).minus(before);
    assertThat(more.threads()).isEqualTo(1);
    assertThat(more.files()).isPositive();
    assertThat(more.classes()).isGreaterThanOrEqualTo(4);
    assertThat(more.metaspace()).isPositive();
    assertThat(more.heap()).isPositive();
  }

  @EachPair
  void dump_ofAClassThatNobodyTouched_isTheSame(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("instance", 1);
    Installed orders = Installed.of(target, "com.acme.Orders");
    target.call("instance", 30_000);
    orders.assertSame();
    target.assertUnnoticed();
  }

  @EachPair
  void dump_ofAChangedClass_isAnother(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("late", 1);
    Installed late = Installed.of(target, "com.acme.Late");
    stage.agent(target, "com.acme.Late+");
    assertThatThrownBy(late::assertSame).isInstanceOf(AssertionError.class);
  }
}
