package dev.sonde.operator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.json.JsonWriter;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import dev.sonde.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records are written by what they have in common with others as each would be by itself. */
class ExemplarTest {
  private static final int BEHIND = 32;
  private static final String[] TEXTS = {
    "",
    "a",
    "order-7",
    "order-12",
    "exactly8",
    "ninechars",
    "0123456789abcdef",
    "x".repeat(127),
    "y".repeat(128),
    "\"",
    "back\\slash",
    "line\n",
    "\u007f",
    "é",
    "‹redacted›",
    "\ud83d\ude00",
    "\t1234567"
  };

  private static final long[] NUMBERS = {
    0,
    -1,
    99_999_999,
    100_000_000,
    -100_000_000,
    9_999_999_999_999_999L,
    10_000_000_000_000_000L,
    1_795_264_611_745L,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final Names names = new Names();
  private final Transcript transcript = new Transcript(names);
  private final JsonBytes out = new JsonBytes(0);
  private final Random random = new Random(42);

  ExemplarTest() {
    names.define(numbered(1, "name".getBytes(StandardCharsets.UTF_8)));
    names.define(numbered(2, "naïve".getBytes(StandardCharsets.UTF_8)));
    ValueWriter call = new ValueWriter(0).map().name(1).hole().text("thread").map().text("id");
    call.hole().text("b").hole().end().text("args").list().hole().map().text("value").hole().end();
    names.definePart(numbered(1, call.hole().end().text("outcome").toByteArray()));
    names.definePart(numbered(2, new ValueWriter(0).text("returned").end().toByteArray()));
    names.definePart(numbered(3, new ValueWriter(0).hole().end().toByteArray()));
  }

  @Test
  void records_areWrittenAsTheirDecodedSelves() {
    for (int i = 0; i < 40_000; i++) check(record(random.nextInt(50) == 0));
  }

  /** Also by who has seen many sound ones. */
  @Test
  void brokenRecords_areRefusedAsEachByItselfIs() {
    int refused = 0;
    for (int i = 0; i < 40_000; i++) {
      byte[] record = record(false).toByteArray();
      if (random.nextBoolean()) record = Arrays.copyOf(record, random.nextInt(record.length));
      else record[random.nextInt(record.length)] = (byte) random.nextInt(14);
      Object decoded = decoded(record);
      if (decoded instanceof Map<?, ?> map) {
        String json = JsonWriter.line(map);
        String written = json(record);
        // A key that comes twice, as only broken targets send, is written twice; bytes have no
        // text.
        if (json.length() == written.length() && !json.contains("[B@"))
          assertThat(written).isEqualTo(json);
      } else {
        byte[] broken = record;
        assertThatThrownBy(() -> json(broken)).isInstanceOf(WireException.class);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(10_000);
  }

  @Test
  void recordThatDiffersInPlainValues_isWrittenByWhatBothShare() {
    Exemplar exemplar = exemplar(100);
    for (int i = 0; i < 100; i++) {
      ValueWriter like = record(i, "order-" + i, i * 1_000_003L);
      int before = out.size();
      assertThat(exemplar.write(behind(like), 0, like.size(), out)).isTrue();
      assertThat(text(before)).isEqualTo(decodedJson(like));
    }
  }

  @Test
  void recordThatDiffersInMore_isNotWritten() {
    for (ValueWriter other :
        List.of(
            record(1, "é", 2),
            new ValueWriter(0).part(2),
            record(1, "a", 2).integer(1),
            ending(1, "a").part(2),
            new ValueWriter(0).part(1).integer(7))) {
      Exemplar exemplar = exemplar(100);
      int before = out.size();
      assertThat(exemplar.write(behind(other), 0, other.size(), out)).isFalse();
      assertThat(out.size()).isEqualTo(before);
    }
  }

  @Test
  void recordsThatAreNotAlike_haveAnotherOneTakenSoon() {
    Exemplar exemplar = exemplar(1);
    ValueWriter other = ending(1, "a").part(2);
    int asked = 0;
    while (!exemplar.due() && asked < 1_000) {
      exemplar.write(behind(other), 0, other.size(), out);
      asked++;
    }
    assertThat(asked).isBetween(10, 200);
  }

  @Test
  void largeRecord_isNotKept() {
    names.definePart(numbered(4, new ValueWriter(0).map().text("a").hole().end().toByteArray()));
    for (int i = 0; i < 100; i++) {
      ValueWriter large = new ValueWriter(0).part(4).text("x".repeat(513));
      check(large);
      Exemplar kept = names.exemplar(4);
      assertThat(kept == null || kept.due()).isTrue();
    }
  }

  @Test
  void partOfFewRecords_hasNone() {
    for (int i = 0; i < 16; i++) assertThat(names.exemplar(1)).isNull();
    assertThat(names.exemplar(1)).isNotNull().isSameAs(names.exemplar(1));
    assertThat(names.exemplar(7)).isNull();
    assertThat(names.exemplar(-1)).isNull();
  }

  /** So many parts as a target may define do not fill the operator's memory with them. */
  @Test
  void exemplars_areBounded() {
    byte[] part = new ValueWriter(0).map().end().toByteArray();
    int kept = 0;
    for (int id = 10; id < 20_000; id++) {
      names.definePart(numbered(id, part));
      for (int i = 0; i < 17; i++) kept += names.exemplar(id) == null ? 0 : 1;
    }
    assertThat(kept).isBetween(200, 1_000);
  }

  private Exemplar exemplar(int first) {
    Exemplar taken = null;
    for (int i = 0; i < 40 || taken.due(); i++) {
      check(record(first, "first", first));
      if (i > 20) taken = names.exemplar(1);
    }
    return taken;
  }

  private static ValueWriter ending(long number, String text) {
    ValueWriter record = new ValueWriter(0).part(1).fixed(number).integer(number).truth(true);
    return record.text(text).integer(-number).none();
  }

  private static ValueWriter record(long number, String text, long last) {
    return ending(number, text).part(3).fixed(last);
  }

  /** Of values that often are those of the one before. */
  private ValueWriter record(boolean strange) {
    ValueWriter record = new ValueWriter(0).part(1);
    for (int hole = 0; hole < 6; hole++) value(record, strange);
    return random.nextInt(8) == 0 ? record.part(2) : value(record.part(3), strange);
  }

  private ValueWriter value(ValueWriter to, boolean strange) {
    return switch (random.nextInt(strange ? 13 : 8)) {
      case 0 -> to.integer(random.nextInt(3));
      case 1 -> extreme(to);
      case 2 -> to.integer(random.nextLong() >> random.nextInt(64));
      case 3 -> to.fixed(random.nextBoolean() ? 7 : random.nextLong() >> random.nextInt(64));
      case 4, 5 -> to.text(TEXTS[random.nextInt(random.nextBoolean() ? 4 : TEXTS.length)]);
      case 6 -> to.truth(random.nextBoolean());
      case 7 -> to.text("order-" + random.nextInt(200));
      case 8 -> to.real(random.nextInt(4) / 4.0 * Math.pow(10, random.nextInt(40) - 20));
      case 9 -> to.none();
      case 10 -> to.name(1 + random.nextInt(2));
      case 11 -> to.list().integer(random.nextInt(9)).text("é").end();
      default -> to.map().text("x").integer(random.nextInt(99)).name(1).list().end().end();
    };
  }

  private ValueWriter extreme(ValueWriter to) {
    long number = NUMBERS[random.nextInt(NUMBERS.length)];
    return random.nextBoolean() ? to.integer(number) : to.fixed(number);
  }

  private void check(ValueWriter record) {
    assertThat(json(record.toByteArray())).isEqualTo(decodedJson(record));
  }

  private String decodedJson(ValueWriter record) {
    return JsonWriter.line(ValueReader.map(record.toByteArray(), names));
  }

  private Object decoded(byte[] record) {
    try {
      return ValueReader.decode(record, names);
    } catch (WireException refused) {
      return refused;
    }
  }

  /** Somewhere in a batch, and behind other text. */
  private String json(byte[] record) {
    if (random.nextInt(20) == 0) out.truncate(0);
    int ahead = random.nextInt(9);
    int before = out.size();
    byte[] bytes = new byte[ahead + record.length + random.nextInt(BEHIND)];
    Arrays.fill(bytes, (byte) random.nextInt());
    System.arraycopy(record, 0, bytes, ahead, record.length);
    try {
      transcript.write(bytes, ahead, ahead + record.length, out);
      return text(before);
    } catch (WireException refused) {
      out.truncate(before);
      throw refused;
    }
  }

  private String text(int from) {
    return new String(out.array(), from, out.size() - from, StandardCharsets.UTF_8);
  }

  private static byte[] behind(ValueWriter record) {
    return Arrays.copyOf(record.toByteArray(), record.size() + BEHIND);
  }

  private static byte[] numbered(int id, byte[] bytes) {
    return ByteBuffer.allocate(4 + bytes.length).putInt(id).put(bytes).array();
  }
}
