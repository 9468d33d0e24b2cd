package dev.sonde.operator.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonBytesTest {
  private final JsonBytes out = new JsonBytes(0);

  @Test
  void numbers_areAsJavaWritesThem() {
    for (long bound = 1; bound > 0; bound *= 10)
      for (long each = bound - 2; each <= bound + 2; each++) check(each);
    for (long each : new long[] {0, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L})
      check(each);
    check(Long.MIN_VALUE);
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) check(random.nextLong() >> random.nextInt(64));
  }

  private void check(long value) {
    for (long each : new long[] {value, -value}) {
      out.truncate(0);
      assertThat(text(out.number(each))).isEqualTo(Long.toString(each));
    }
  }

  @Test
  void texts_areAsTheWriterWritesThem() {
    Random random = new Random(42);
    String chars = "ab\"\\/\n\t\u0000\u001f\u007f\u0085é€\u2028\u202e\ud83d\ude00";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int all = random.nextBoolean() ? chars.length() : 2;
      for (int n = random.nextInt(20); n > 0; n--) text.append(chars.charAt(random.nextInt(all)));
      if (all == 2 && random.nextBoolean() && text.length() > 0)
        text.setCharAt(random.nextInt(text.length()), chars.charAt(random.nextInt(12)));
      int behind = random.nextInt(20);
      byte[] utf8 = ("x" + text + "\"".repeat(behind)).getBytes(StandardCharsets.UTF_8);
      int to = utf8.length - behind;
      String decoded = new String(utf8, 1, to - 1, StandardCharsets.UTF_8);
      out.truncate(0);
      assertThat(text(out.text(utf8, 1, to))).isEqualTo(JsonWriter.line(decoded));
    }
  }

  @Test
  void pieces_standBehindOneAnother() {
    out.raw('{').text("é\n").raw(':').number(1.5).raw(',').number(Double.NaN).raw("}");
    assertThat(text(out)).isEqualTo("{\"é\\n\":1.5,\"NaN\"}");
    out.truncate(1);
    assertThat(text(out)).isEqualTo("{");
  }

  private static String text(JsonBytes out) {
    return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
  }
}
