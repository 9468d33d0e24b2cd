package dev.sonde.operator.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigitsTest {
  private final byte[] out = new byte[3 + Digits.MOST];

  @Test
  void numbers_areThoseOfJava() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) check(random.nextLong() >> random.nextInt(64));
  }

  @Test
  void numbersAroundEachPowerOfTen_areThoseOfJava() {
    for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10)
      for (long number = power * 9 - 2; number <= power * 10 + 2; number += Math.max(1, power / 2))
        for (long near = number - 2; near <= number + 2; near++) {
          check(near);
          check(-near);
        }
    check(Long.MAX_VALUE);
    check(Long.MIN_VALUE);
    check(Long.MIN_VALUE + 1);
  }

  @Test
  void eightDigits_haveTheirZeros() {
    for (int number = 0; number < Digits.EIGHT; number += 997) {
      long eight = Digits.eight(number);
      byte[] digits = new byte[8];
      for (int i = 0; i < 8; i++) digits[i] = (byte) (eight >>> (i << 3));
      assertThat(new String(digits, StandardCharsets.US_ASCII)).isEqualTo("%08d".formatted(number));
    }
  }

  private void check(long number) {
    int end = Digits.put(out, 3, number);
    assertThat(new String(out, 3, end - 3, StandardCharsets.US_ASCII))
        .isEqualTo(Long.toString(number));
  }
}
