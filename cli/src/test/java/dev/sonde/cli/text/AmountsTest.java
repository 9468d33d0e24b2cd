package dev.sonde.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void nanos_chooseTheirUnit() {
    assertThat(Amounts.nanos(0)).isEqualTo("0ns");
    assertThat(Amounts.nanos(850)).isEqualTo("850ns");
    assertThat(Amounts.nanos(1_000)).isEqualTo("1µs");
    assertThat(Amounts.nanos(1_240)).isEqualTo("1.2µs");
    assertThat(Amounts.nanos(214_000)).isEqualTo("214µs");
    assertThat(Amounts.nanos(999_499)).isEqualTo("999µs");
    assertThat(Amounts.nanos(999_500)).isEqualTo("1 ms");
    assertThat(Amounts.nanos(9_960_000)).isEqualTo("10 ms");
    assertThat(Amounts.nanos(49_000_000_000L)).isEqualTo("49 s");
    assertThat(Amounts.nanos(200_000_000_000L)).isEqualTo("3 min 20 s");
    assertThat(Amounts.nanos(Long.MAX_VALUE)).isEqualTo("106751 d 23 h");
  }

  @Test
  void seconds_showTheTwoLargestUnits() {
    assertThat(Amounts.seconds(59)).isEqualTo("59 s");
    assertThat(Amounts.seconds(60)).isEqualTo("1 min");
    assertThat(Amounts.seconds(3_720)).isEqualTo("1 h 2 min");
    assertThat(Amounts.seconds(90_000)).isEqualTo("1 d 1 h");
  }

  @Test
  void counts_haveCommasInEachLocale() {
    assertThat(Amounts.count(3_911)).isEqualTo("3,911");
    assertThat(Amounts.count(-1_234_567)).isEqualTo("-1,234,567");
    assertThat(Amounts.counted(1, "class")).isEqualTo("1 class");
    assertThat(Amounts.counted(2, "class")).isEqualTo("2 classes");
    assertThat(Amounts.counted(0, "call")).isEqualTo("0 calls");
  }

  @Test
  void sizes_andShares_areShort() {
    assertThat(Amounts.bytes(999)).isEqualTo("999 B");
    assertThat(Amounts.bytes(1_900)).isEqualTo("1.9 KB");
    assertThat(Amounts.percent(0)).isEqualTo("0 %");
    assertThat(Amounts.percent(0.0034)).isEqualTo("0.3 %");
    assertThat(Amounts.percent(1.7)).isEqualTo("170 %");
  }
}
