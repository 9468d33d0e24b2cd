package dev.sonde.operator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.json.JsonWriter;
import dev.sonde.wire.Batch;
import dev.sonde.wire.Tag;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import dev.sonde.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many records are told in one go as each by itself. */
class ToldTest {
  private static final int FULL = 1000;
  private static final String[] TEXTS = {"a", "order-12", "\"", "naïve", "x".repeat(40), "\n"};

  private final Names names = new Names();
  private final Told told = new Told(names);
  private final Random random = new Random(11);
  private final JsonBytes out = new JsonBytes(0);
  private final AtomicLong counted = new AtomicLong();

  ToldTest() {
    String[] words = {"v", "kind", "call", "status"};
    for (int id = 0; id < words.length; id++)
      names.define(numbered(id, words[id].getBytes(StandardCharsets.UTF_8)));
    names.definePart(part(1, 2));
    names.definePart(part(2, 3));
    names.definePart(part(3, 2));
  }

  /** {@code "v":1,"kind":..} and three holes. */
  private static byte[] part(int id, int kind) {
    ValueWriter part = new ValueWriter(0).map().name(0).integer(1).name(1).name(kind).name(2);
    part.hole().text("b" + id).hole().text("c").hole().end();
    return numbered(id, part.toByteArray());
  }

  @Test
  void lines_areThoseOfTheCallsOneByOne() {
    int others = 0;
    for (int i = 0; i < 300; i++) {
      List<ValueWriter> records = records(1 + random.nextInt(60));
      List<String> lines = new ArrayList<>();
      told.of(batch(records));
      boolean any = told.next();
      while (any) {
        if (told.isCall()) take(lines);
        else {
          lines.add(JsonWriter.line(told.map()));
          others++;
          told.next();
        }
        any = lines.size() < records.size();
      }
      List<String> expected = new ArrayList<>();
      for (ValueWriter each : records)
        expected.add(JsonWriter.line(ValueReader.map(each.toByteArray(), names)));
      assertThat(lines).isEqualTo(expected);
    }
    assertThat(others).isGreaterThan(100);
    assertThat(counted.get()).isGreaterThan(5_000);
  }

  @Test
  void linesBeforeABrokenRecord_areWritten() {
    for (int calls = 0; calls < 60; calls++) {
      List<ValueWriter> records = new ArrayList<>();
      for (int i = 0; i < calls; i++) records.add(record(1));
      records.add(new ValueWriter(0).part(1).integer(7));
      records.add(record(1));
      out.truncate(0);
      counted.set(0);
      told.of(batch(records));
      told.next();
      assertThatThrownBy(() -> told.lines(out, Integer.MAX_VALUE, counted))
          .isInstanceOf(WireException.class);
      assertThat(lines(0)).hasSize(calls);
      assertThat(counted.get()).isEqualTo(calls);
    }
  }

  /** All calls up to another record, a few at a time. */
  private void take(List<String> lines) {
    boolean more = true;
    while (more) {
      out.truncate(0);
      more = told.lines(out, FULL, counted);
      assertThat(out.size()).isLessThan(FULL + 400);
      if (more) assertThat(out.size()).isGreaterThanOrEqualTo(FULL);
      lines.addAll(lines(0));
    }
  }

  private List<String> lines(int from) {
    return new String(out.array(), from, out.size() - from, StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  private List<ValueWriter> records(int count) {
    List<ValueWriter> records = new ArrayList<>();
    for (int i = 0; i < count; i++)
      records.add(record(random.nextInt(20) > 0 ? 1 : 1 + random.nextInt(3)));
    return records;
  }

  private ValueWriter record(int part) {
    ValueWriter record = new ValueWriter(0).part(part).fixed(random.nextLong());
    if (random.nextInt(30) == 0) record.real(random.nextDouble());
    else record.text(TEXTS[random.nextInt(random.nextInt(4) == 0 ? TEXTS.length : 2)]);
    return random.nextInt(9) == 0 ? record.none() : record.integer(random.nextLong() >> 40);
  }

  /** As it lies in what has been read, with other bytes around it. */
  private Batch batch(List<ValueWriter> records) {
    ByteBuffer in = ByteBuffer.allocate(64 + records.size() * 400);
    int ahead = random.nextInt(9);
    in.position(ahead + 9);
    for (ValueWriter each : records) {
      in.putInt(each.size()).put(each.toByteArray());
      while ((in.position() - ahead - 9 & 3) != 0) in.put(Tag.NULL);
    }
    int end = in.position();
    in.putInt(ahead, end - ahead - 4).put(ahead + 4, (byte) 23).putInt(ahead + 5, 1);
    in.put(end, (byte) 77).limit(end + random.nextInt(20)).position(ahead);
    return Batch.take(in);
  }

  private static byte[] numbered(int id, byte[] bytes) {
    return ByteBuffer.allocate(4 + bytes.length).putInt(id).put(bytes).array();
  }
}
