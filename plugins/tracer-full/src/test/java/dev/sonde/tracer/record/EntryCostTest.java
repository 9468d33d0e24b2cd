package dev.sonde.tracer.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class EntryCostTest {
  private static final long READING = 30;

  /** What is left of a row's time in a call. */
  private static final double BESIDE = 0.625;

  private final Cost clock = new Cost();
  private final EntryCost cost = new EntryCost(clock);

  EntryCostTest() {
    clock.add(READING);
  }

  @Test
  void oneThatIsShorterThanAReading_isTimedInARow() {
    assertThat(cost.add(READING + 8)).isEqualTo(EntryCost.ROW);
    cost.addRow(READING + EntryCost.ROW * 12);
    assertThat(cost.nanos(1_000)).isEqualTo(BESIDE * 12_000);
  }

  @Test
  void oneThatTheClockCanTell_isNotRepeated() {
    assertThat(cost.add(READING + 5_000)).isZero();
    assertThat(cost.nanos(1_000)).isEqualTo(5_000_000);
  }

  @Test
  void someOfEachKind_countByTheirNumber() {
    for (int i = 0; i < 30; i++) cost.add(READING + 5);
    for (int i = 0; i < 10; i++) cost.add(READING + 1_000);
    for (int i = 0; i < 30; i++) cost.addRow(READING + EntryCost.ROW * 4);
    assertThat(cost.nanos(100)).isEqualTo(100 * (10 * 1_000 + 30 * BESIDE * 4) / 40);
  }

  @Test
  void aRowThatIsNotCompiledYet_tellsNothing() {
    cost.add(READING + 7);
    cost.addRow(READING + EntryCost.ROW * 400);
    double early = cost.nanos(1_000);
    assertThat(early).isEqualTo(7_000);
    for (int i = 0; i < 200; i++) cost.addRow(READING + EntryCost.ROW * 3);
    assertThat(cost.nanos(2_000) - early).isCloseTo(BESIDE * 3_000, Offset.offset(10.0));
  }

  @Test
  void aRowThatWasPreempted_hardlyCounts() {
    cost.add(READING + 7);
    for (int i = 0; i < 200; i++) cost.addRow(READING + EntryCost.ROW * 3);
    cost.addRow(50_000_000);
    assertThat(cost.nanos(1_000)).isLessThan(4_000);
  }

  @Test
  void firstOnes_areForgotten_andWhatWasToldStays() {
    for (int i = 0; i < 100; i++) cost.add(READING + 50_000);
    double early = cost.nanos(100_000);
    assertThat(early).isEqualTo(100_000 * 50_000.0);
    for (int i = 0; i < 20_000; i++) cost.add(READING + 100);
    assertThat(cost.nanos(200_000) - early).isCloseTo(100_000 * 100.0, Offset.offset(100_000.0));
    assertThat(cost.nanos(200_000)).isEqualTo(cost.nanos(200_000));
  }
}
