package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.tests.fixture.Growth;
import dev.sonde.tests.fixture.Holding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link SoakIT} would not let pass. */
class GrowthTest {
  private static final int LOOKS = 50;
  private static final int ROUNDS = 4;
  private static final double MB = 1024 * 1024;

  @Test
  void whatTheJdkLeaves_passes() {
    growth(0, ROUNDS * 40 * 1024, ROUNDS * 3, 0, 0).assertNone();
  }

  @Test
  void eachOfTheFive_growing_fails() {
    assertFails("bytes of heap", growth(0.1 * MB, 0, 0, 0, 0));
    assertFails("metaspace a round", growth(0, ROUNDS * 60 * 1024, 0, 0, 0));
    assertFails("classes a round", growth(0, 0, ROUNDS * 6, 0, 0));
    assertFails("threads", growth(0, 0, 0, 0.05, 0));
    assertFails("descriptors", growth(0, 0, 0, 0, 0.05));
  }

  @Test
  void fewLooks_proveNothing() {
    assertThatThrownBy(() -> Growth.of(List.of(look(0, 0, 0, 0, 0)), ROUNDS))
        .hasMessageContaining("the time is too short");
  }

  private static void assertFails(String what, Growth growth) {
    assertThatThrownBy(growth::assertNone)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(what);
  }

  /** Of looks of which each holds so much more than the one before. */
  private static Growth growth(
      double heap, double metaspace, double classes, double threads, double files) {
    List<Holding> looks = new ArrayList<>();
    for (int i = 0; i < LOOKS; i++)
      looks.add(look(i * heap, i * metaspace, i * classes, i * threads, i * files));
    return Growth.of(looks, ROUNDS);
  }

  private static Holding look(
      double heap, double metaspace, double classes, double threads, double files) {
    return new Holding(
        20 * MB + heap, 50 * MB + metaspace, 9_000 + classes, 40 + threads, 90 + files);
  }
}
