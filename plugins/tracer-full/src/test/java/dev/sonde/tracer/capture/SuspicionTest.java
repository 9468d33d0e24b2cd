package dev.sonde.tracer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SuspicionTest {
  private static final long SEED = 20_240_229;
  private static final int TEXTS = 200_000;

  /** What the rules look for, and what stands around it. */
  private static final String CHARACTERS = "eyJBbAaEc-:=>0123456789 .@/xé";

  @ParameterizedTest
  @ValueSource(
      strings = {"", "order-42", "com.acme.Orders", "the quick fox jumps over it", "a4111", "é-"})
  void none_saysNoMoreThanSecrets(String text) {
    boolean ascii = text.chars().allMatch(c -> c < 128);
    assertThat(Suspicion.none(text)).isEqualTo(ascii);
  }

  @Test
  void none_whateverTheText_passesNoSecret() {
    Random random = new Random(SEED);
    int passed = 0;
    for (int i = 0; i < TEXTS; i++) {
      String text = text(random);
      if (!Suspicion.none(text)) continue;
      passed++;
      assertThat(Secrets.suspicious(text)).as(text).isFalse();
      assertThat(text).matches("\\p{ASCII}*");
    }
    assertThat(passed).isGreaterThan(TEXTS / 20);
  }

  @Test
  void none_eightAtOnce_saysWhatEachSays() {
    Random random = new Random(SEED);
    for (int i = 0; i < TEXTS; i++) {
      String text = text(random);
      String wide = text + "\u20ac";
      boolean ascii = text.chars().allMatch(c -> c < 128);
      assertThat(Suspicion.none(text)).as(text).isEqualTo(ascii && Suspicion.each(text));
      assertThat(Suspicion.none(wide)).isFalse();
    }
  }

  @Test
  void none_ofEachCharacterAnywhere_saysWhatEachSays() {
    for (int length = 1; length < 40; length++)
      for (int at = 0; at < length; at++)
        for (char c = 0; c < 256; c++) {
          if (c == ';' || c == '<') continue;
          String text = "x".repeat(at) + c + "x".repeat(length - at - 1);
          assertThat(Suspicion.none(text)).as(text).isEqualTo(Suspicion.each(text));
        }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(40); left > 0; left--)
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    return text.toString();
  }
}
