package dev.sonde.tracer.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class CostTest {
  private final Cost cost = new Cost();

  @Test
  void oneThatWasPreempted_countsAsUsual() {
    for (int i = 0; i < 950; i++) cost.add(2_000);
    for (int i = 0; i < 50; i++) cost.add(8_000_000);
    assertThat(cost.count()).isEqualTo(1_000);
    assertThat(cost.nanos()).isEqualTo(2_000_000);
  }

  /** On a machine that is overloaded itself: 344 calls were taken for 9 s of processor time. */
  @Test
  void oneOfFew_thatWasPreempted_isNotUsual_thoughItStandsForMany() {
    for (int i = 0; i < 4; i++) cost.add(2_000, 64);
    cost.add(145_000_000, 64);
    assertThat(cost.nanos()).isEqualTo(5 * 64 * 2_000);
  }

  @Test
  void longOnes_thatAreUsual_countInFull() {
    for (int i = 0; i < 10; i++) cost.add(3_000_000);
    assertThat(cost.mean()).isEqualTo(3_000_000);
  }

  @Test
  void spending_isWhatWasTimed_withTheReadingsOfTheClock() {
    Stripe sum = new Stripe();
    for (int i = 0; i < 100; i++) sum.captures.add(1_000);
    Spending spending = new Spending();
    spending.clock(30);
    assertThat(spending.nanos(sum, 0)).isEqualTo(100 * 1_030);
  }

  @Test
  void spending_aFewConditions_standForAll() {
    Spending spending = new Spending();
    spending.clock(0);
    for (int i = 0; i < 1_000; i++) spending.decided(0, 100_000);
    double all = spending.nanos(new Stripe(), 1_000_000);
    assertThat(all).isCloseTo(1e11, Offset.offset(1e9));
  }

  @Test
  void spending_aConditionThatNoClockCanTell_isNotFree() {
    Spending spending = new Spending();
    spending.decided(5, 5);
    assertThat(spending.nanos(new Stripe(), 1_000)).isEqualTo(1_000);
  }
}
