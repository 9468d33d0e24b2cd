package dev.sonde.operator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.json.JsonWriter;
import dev.sonde.wire.Tag;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import dev.sonde.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  private final Names names = new Names();
  private final Transcript transcript = new Transcript(names);

  @Test
  void map_isWrittenAsItsDecodedSelf() {
    names.define(numbered(7, "kind".getBytes(StandardCharsets.UTF_8)));
    ValueWriter value = new ValueWriter(0).map().name(7).text("call").text("é\n").none();
    value.text("list").list().integer(-1).real(1.5).truth(true).list().end().map().end().end();
    value.text("n").name(7).end();
    assertThat(json(value))
        .isEqualTo("{\"kind\":\"call\",\"é\\n\":null,\"list\":[-1,1.5,true,[],{}],\"n\":\"kind\"}");
  }

  @Test
  void part_isWrittenTheSame_whereverItStands() {
    names.definePart(numbered(1, new ValueWriter(0).text("a").list().toByteArray()));
    names.definePart(numbered(2, new ValueWriter(0).end().toByteArray()));
    for (int round = 0; round < 3; round++) {
      ValueWriter value = new ValueWriter(0).map().part(1).integer(round).part(2);
      value.text("b").map().part(1).part(2).part(2);
      assertThat(json(value.part(1).part(2).part(2)))
          .isEqualTo("{\"a\":[" + round + "],\"b\":{\"a\":[]},\"a\":[]}");
    }
  }

  @Test
  void holesOfAPart_areFilledInTheirOrder() {
    ValueWriter part = new ValueWriter(0).map().text("a").hole().text("b").list();
    names.definePart(numbered(1, part.hole().hole().end().text("c").hole().toByteArray()));
    for (int round = 0; round < 3; round++) {
      ValueWriter value = new ValueWriter(0).part(1).integer(7).fixed(round).map().text("x");
      value.list().none().end().end().text("é").text("d").truth(true).end();
      String json = "{\"a\":7,\"b\":[" + round + ",{\"x\":[null]}],\"c\":\"é\",\"d\":true}";
      assertThat(json(value)).isEqualTo(json);
      assertThat(JsonWriter.line(ValueReader.map(value.toByteArray(), names))).isEqualTo(json);
    }
  }

  @Test
  void holeOfAPart_isFilledByOneValueAlone() {
    names.definePart(numbered(1, new ValueWriter(0).map().text("a").hole().end().toByteArray()));
    names.definePart(numbered(2, new ValueWriter(0).none().toByteArray()));
    assertThatThrownBy(() -> json(new ValueWriter(0).part(1))).hasMessage("a value ends too early");
    assertThatThrownBy(() -> json(new ValueWriter(0).part(1).end()))
        .hasMessage("an end in the hole of a part");
    assertThatThrownBy(() -> json(new ValueWriter(0).part(1).part(2)))
        .hasMessage("a part in the hole of a part");
    assertThatThrownBy(() -> json(new ValueWriter(0).part(1).list().part(2).end()))
        .hasMessage("a part in the hole of a part");
    assertThatThrownBy(() -> json(new ValueWriter(0).part(1).none().none()))
        .hasMessage("a value after the end of a value");
  }

  @Test
  void partsWithoutEnd_areRefused_alsoWhereTheirTextIsKept() {
    names.definePart(numbered(1, new ValueWriter(0).text("x".repeat(9_000)).none().toByteArray()));
    assertThat(json(new ValueWriter(0).map().part(1).part(1).end())).hasSize(2 * 9_008 - 1 + 2);
    ValueWriter bomb = new ValueWriter(0).map();
    for (int i = 0; i < 20; i++) bomb.part(1);
    assertThatThrownBy(() -> json(bomb.end()))
        .hasMessage("a value with its parts has more than 131072 bytes");
  }

  @Test
  void whatIsNoMap_isRefused() {
    for (ValueWriter broken :
        new ValueWriter[] {
          new ValueWriter(0),
          new ValueWriter(0).integer(1),
          new ValueWriter(0).list().end(),
          new ValueWriter(0).map(),
          new ValueWriter(0).end(),
          new ValueWriter(0).map().text("key").end(),
          new ValueWriter(0).map().integer(1).integer(2).end(),
          new ValueWriter(0).map().end().map().end(),
          new ValueWriter(0).map().end().end(),
          new ValueWriter(0).map().hole().end(),
          new ValueWriter(0).part(5)
        }) assertThatThrownBy(() -> json(broken)).isInstanceOf(WireException.class);
  }

  @Test
  void tooDeep_isRefused() {
    ValueWriter deep = new ValueWriter(0).map().text("a");
    for (int i = 0; i < 15; i++) deep.list();
    int size = deep.size();
    for (int i = 0; i < 16; i++) deep.end();
    assertThat(json(deep)).hasSize(2 + 4 + 30);
    deep.truncate(size);
    assertThatThrownBy(() -> json(deep.list())).hasMessage("a value nests deeper than 16");
  }

  /** Whatever a target sends: refused by both, or the same text. */
  @Test
  void randomBytes_areReadAsValueReaderReadsThem() {
    names.define(numbered(1, "a".getBytes(StandardCharsets.UTF_8)));
    names.define(numbered(2, "b".getBytes(StandardCharsets.UTF_8)));
    names.definePart(numbered(1, new byte[] {Tag.MAP, Tag.NAME, 1}));
    names.definePart(numbered(2, new byte[] {Tag.TRUE, Tag.NAME, 2, Tag.FALSE, Tag.END}));
    names.definePart(numbered(3, new byte[] {Tag.LIST, Tag.NULL, Tag.END}));
    names.definePart(numbered(4, new byte[] {Tag.HOLE, Tag.NAME, 2, Tag.HOLE}));
    names.definePart(numbered(5, new byte[] {Tag.NAME, 1, Tag.LIST, Tag.TRUE, Tag.HOLE, Tag.END}));
    Random random = new Random(42);
    int good = 0;
    for (int i = 0; i < 300_000; i++) {
      byte[] bytes = random(random);
      Object value = decoded(bytes);
      if (value instanceof Map<?, ?> map && hasNoBytes(bytes)) {
        String written = json(bytes, 0, bytes.length);
        // A key that comes twice, as only broken targets send, is written twice.
        if (written.length() != JsonWriter.line(map).length()) continue;
        assertThat(written).isEqualTo(JsonWriter.line(map));
        good++;
      } else if (!(value instanceof Map<?, ?>)) {
        assertThatThrownBy(() -> json(bytes, 0, bytes.length)).isInstanceOf(WireException.class);
      }
    }
    assertThat(good).isGreaterThan(500);
  }

  private static byte[] random(Random random) {
    byte[] bytes = new byte[2 + random.nextInt(10)];
    for (int at = 0; at < bytes.length; at++)
      bytes[at] = (byte) (random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(14));
    int part = random.nextInt(bytes.length - 1);
    bytes[part] = Tag.PART;
    bytes[part + 1] = (byte) (1 + random.nextInt(5));
    if (random.nextBoolean()) {
      bytes[0] = Tag.PART;
      bytes[1] = 1;
    } else bytes[0] = Tag.MAP;
    return bytes;
  }

  private static boolean hasNoBytes(byte[] bytes) {
    for (byte each : bytes) if (each == Tag.BYTES) return false;
    return true;
  }

  private Object decoded(byte[] bytes) {
    try {
      return ValueReader.decode(bytes, names);
    } catch (WireException refused) {
      return refused;
    }
  }

  private String json(ValueWriter value) {
    return json(value.array(), 0, value.size());
  }

  private String json(byte[] bytes, int from, int to) {
    JsonBytes out = new JsonBytes(0);
    transcript.write(bytes, from, to, out);
    return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
  }

  private static byte[] numbered(int id, byte[] bytes) {
    return ByteBuffer.allocate(4 + bytes.length).putInt(id).put(bytes).array();
  }
}
