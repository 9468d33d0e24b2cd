package dev.sonde.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void replace_threeInARow_putsThemInTheirPlaces() {
    ValueWriter value = new ValueWriter(0).list().fixed(0).fixed(0).fixed(0).text("end");
    value.replace(1, 1, -2, Long.MAX_VALUE);
    assertThat(ValueReader.decode(value.end().toByteArray()))
        .isEqualTo(List.of(1L, -2L, Long.MAX_VALUE, "end"));
    for (int at : new int[] {-1, 0, 2, 10, 1_000})
      assertThatThrownBy(() -> value.replace(at, 1, 2, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no three fixed numbers stand at " + at);
  }

  @Test
  void ascii_isWrittenAsAnyText() {
    for (int length = 0; length < 200; length++) {
      String text = "abcdefghijklmnopqrs".repeat(11).substring(0, length);
      byte[] characters = text.getBytes(StandardCharsets.US_ASCII);
      assertThat(new ValueWriter(0).integer(1).ascii(characters).none().toByteArray())
          .isEqualTo(new ValueWriter(0).integer(1).text(text).none().toByteArray());
    }
  }

  @Test
  void integer_ofAnySize_hasSevenBitsAByte_andNoneMoreThanItNeeds() {
    for (int bits = 0; bits < Long.SIZE; bits++)
      for (long number :
          new long[] {1L << bits, (1L << bits) - 1, -1L << bits, ~(-1L << bits) / 3}) {
        long zigzag = number << 1 ^ number >> 63;
        int bytes = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(zigzag) + 6) / 7);
        byte[] written = new ValueWriter(0).list().integer(number).end().toByteArray();
        assertThat(written).as("" + number).hasSize(3 + bytes);
        assertThat(ValueReader.decode(written)).isEqualTo(List.of(number));
      }
  }

  @Test
  void halfAPairOfSurrogates_isTheSignForThat() {
    assertThat(back("\ud83d")).isEqualTo("\ufffd");
    assertThat(back("a\ude00b\ud83d\ude00c\ud83d")).isEqualTo("a\ufffdb\ud83d\ude00c\ufffd");
    assertThat(back("?\ud83d\ude00é")).isEqualTo("?\ud83d\ude00é");
  }

  private static Object back(String text) {
    return ValueReader.decode(ValueWriter.encode(text));
  }

  @Test
  void value_comesBackAsItWas() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("z", Arrays.asList(null, true, false, 0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE));
    value.put("a", List.of(1.5, Double.NaN, Double.NEGATIVE_INFINITY, "", "‹é\ud83d\ude00›"));
    value.put("m", Map.of("inner", List.of()));
    assertThat(ValueReader.decode(ValueWriter.encode(value)))
        .isEqualTo(value)
        .asString()
        .startsWith("{z=");
  }

  @Test
  void bytes_comeBackAsTheyWere() {
    assertThat(ValueReader.decode(ValueWriter.encode(new byte[] {1, 2, 3})))
        .isEqualTo(new byte[] {1, 2, 3});
  }

  @Test
  void smallNumberTypes_becomeLongAndDouble() {
    assertThat(ValueReader.decode(ValueWriter.encode(List.of(1, (short) 2, (byte) 3, 1.5f))))
        .isEqualTo(List.of(1L, 2L, 3L, 1.5));
  }

  @Test
  void name_isLookedUp() {
    byte[] value = new ValueWriter(0).map().name(7).name(300).end().toByteArray();
    assertThat(ValueReader.map(value, id -> "name " + id)).isEqualTo(Map.of("name 7", "name 300"));
  }

  @Test
  void name_neverDefined_isRefused() {
    assertThatThrownBy(() -> ValueReader.decode(new ValueWriter(0).name(7).toByteArray()))
        .isInstanceOf(WireException.class)
        .hasMessage("name 7 was never defined");
  }

  @Test
  void fixedNumber_canBeReplaced() {
    ValueWriter value = new ValueWriter(0).list().fixed(-1);
    for (long each : new long[] {0, 1, -1, 300, Long.MIN_VALUE, Long.MAX_VALUE}) {
      byte[] changed = value.replace(1, each).toByteArray();
      assertThat(ValueReader.decode(new ValueWriter(0).raw(changed, 10).end().toByteArray()))
          .isEqualTo(List.of(each));
    }
    for (int at : new int[] {-1, 0, 2, 10})
      assertThatThrownBy(() -> value.replace(at, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no fixed number stands at " + at);
  }

  @Test
  void part_isReadAtItsPlace() {
    byte[] value = new ValueWriter(0).part(1).integer(5).part(2).toByteArray();
    Dictionary words =
        parts(
            new ValueWriter(0).list().text("a").map().text("b").toByteArray(),
            new ValueWriter(0).end().end().toByteArray());
    assertThat(ValueReader.decode(value, words)).isEqualTo(List.of("a", Map.of("b", 5L)));
  }

  @Test
  void holes_areFilledByTheValuesBehindThePart() {
    byte[] value =
        new ValueWriter(0)
            .list()
            .part(1)
            .map()
            .text("a")
            .list()
            .end()
            .end()
            .integer(2)
            .part(2)
            .end()
            .toByteArray();
    Dictionary words =
        parts(
            new ValueWriter(0).list().hole().text("b").hole().end().toByteArray(),
            new ValueWriter(0).none().toByteArray());
    List<Object> filled = List.of(Map.of("a", List.of()), "b", 2L);
    assertThat(ValueReader.decode(value, words)).isEqualTo(Arrays.asList(filled, null));
  }

  @Test
  void holes_thatNothingFills_areRefused() {
    Dictionary words = parts(new byte[] {Tag.LIST, Tag.HOLE, Tag.END}, new byte[] {Tag.NULL});
    assertThatThrownBy(() -> ValueReader.decode(new byte[] {Tag.PART, 1}, words))
        .hasMessage("a value ends too early");
    assertThatThrownBy(() -> ValueReader.decode(new byte[] {Tag.PART, 1, Tag.END}, words))
        .hasMessage("an end in the hole of a part");
    assertThatThrownBy(() -> ValueReader.decode(new byte[] {Tag.PART, 1, Tag.PART, 2}, words))
        .hasMessage("a part in the hole of a part");
    assertThatThrownBy(() -> ValueReader.decode(new byte[] {Tag.HOLE}, words))
        .hasMessage("unknown value tag 13");
  }

  @Test
  void part_thatSaysNothing_orIsCutOff_isRefused() {
    byte[] value = new ValueWriter(0).list().part(1).end().toByteArray();
    assertThat(ValueReader.decode(value, parts(new byte[0], new byte[0]))).isEqualTo(List.of());
    assertThatThrownBy(() -> ValueReader.decode(value, parts(new byte[] {Tag.LONG}, new byte[0])))
        .hasMessage("a value ends too early");
    assertThatThrownBy(() -> ValueReader.decode(value))
        .isInstanceOf(WireException.class)
        .hasMessage("part 1 was never defined");
  }

  @Test
  void part_withinAPart_isRefused() {
    Dictionary words = parts(new byte[] {Tag.PART, 2}, new byte[] {Tag.NULL});
    assertThatThrownBy(() -> ValueReader.decode(new byte[] {Tag.PART, 1}, words))
        .isInstanceOf(WireException.class)
        .hasMessage("a part within a part");
  }

  @Test
  void parts_thatWouldBlowUpAValue_areRefused() {
    ValueWriter value = new ValueWriter(0).list();
    for (int i = 0; i < 20_000; i++) value.part(1);
    byte[] bomb = new ValueWriter(0).text("x".repeat(60_000)).toByteArray();
    assertThatThrownBy(() -> ValueReader.decode(value.end().toByteArray(), parts(bomb, bomb)))
        .isInstanceOf(WireException.class)
        .hasMessage("a value with its parts has more than 131072 bytes");
  }

  private static Dictionary parts(byte[] first, byte[] second) {
    return new Dictionary() {
      @Override
      public String name(int id) {
        return id < 8 ? "name" : null;
      }

      @Override
      public byte[] part(int id) {
        return id == 1 ? first : id == 2 ? second : null;
      }
    };
  }

  @Test
  void nesting_tooDeep_isRefused() {
    ValueWriter value = new ValueWriter(0);
    for (int i = 0; i < 17; i++) value.list();
    for (int i = 0; i < 17; i++) value.end();
    assertThatThrownBy(() -> ValueReader.decode(value.toByteArray()))
        .hasMessage("a value nests deeper than 16");
  }

  @Test
  void value_tooLarge_isRefusedByTheWriter() {
    ValueWriter value = new ValueWriter(0).text("x".repeat(60_000));
    assertThatThrownBy(() -> value.text("x".repeat(6_000)))
        .hasMessage("expected a value of at most 65536 bytes, got 66010");
  }

  @Test
  void bytesAfterTheEnd_areRefused() {
    assertThatThrownBy(() -> ValueReader.decode(new byte[] {Tag.NULL, Tag.NULL}))
        .hasMessage("1 bytes after the end of a value");
  }

  @Test
  void entryWithoutValue_isRefused() {
    byte[] value = new ValueWriter(0).map().text("key").end().toByteArray();
    assertThatThrownBy(() -> ValueReader.decode(value))
        .hasMessage("a map entry without its key or value");
  }

  @Test
  void truncate_forgetsWhatCameAfter() {
    ValueWriter value = new ValueWriter(0).list().integer(1);
    int size = value.size();
    value.text("gone").truncate(size);
    assertThat(ValueReader.decode(value.end().toByteArray())).isEqualTo(List.of(1L));
  }

  @Test
  void randomBytes_giveAValueOrAWireException() {
    Random random = new Random(42);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      // Tags are the interesting bytes: a byte of 256 possible ones seldom is one.
      for (int at = 0; at < bytes.length; at++)
        bytes[at] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(14));
      decodeOrRefuse(bytes);
    }
  }

  @Test
  void changedBytes_giveAValueOrAWireException() {
    byte[] good =
        ValueWriter.encode(
            Map.of(
                "kind", "call", "args", List.of(Map.of("name", "id", "value", 9312)), "at", 1.5));
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      decodeOrRefuse(bytes);
    }
  }

  private static void decodeOrRefuse(byte[] bytes) {
    try {
      ValueReader.decode(
          bytes, parts(new byte[] {Tag.MAP, Tag.NAME, 1}, new byte[] {Tag.NULL, Tag.END}));
    } catch (WireException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }
}
