package dev.sonde.operator.session;

import dev.sonde.wire.Batch;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.ValueWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A run as a target sends it, on a {@link Tape} whose bytes are kept. */
final class Taped {
  static final RemovalReport REPORT =
      new RemovalReport(
          true,
          31,
          Map.of("methods", 2L),
          List.of("methods"),
          List.of(),
          List.of(),
          List.of(new RemovalReport.Stay("SondeAgent_7f3a", 1_900, "its descriptor")));

  final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  final Names names = new Names();
  final Tape tape = new Tape((all, length) -> bytes.write(all, 0, length), "0.1.0", true);

  Taped() {
    tape.about(Map.of("jvm", 42L, "main", "Shop"), Map.of("command", "trace"));
  }

  /** A start, twice two calls, of which the later ones use what came between, and the end. */
  static Taped run() {
    Taped taped = new Taped();
    taped.define(FrameType.DEFINE, 0, "v".getBytes(StandardCharsets.UTF_8));
    taped.define(FrameType.DEFINE, 1, "kind".getBytes(StandardCharsets.UTF_8));
    taped.define(FrameType.DEFINE, 2, "call".getBytes(StandardCharsets.UTF_8));
    taped.define(FrameType.PART, 0, head().hole().toByteArray());
    taped.event(Map.of("v", 1L, "kind", "start"));
    taped.events(call(0, 7), call(0, 8));
    taped.define(FrameType.DEFINE, 3, "é\u001b[2J".getBytes(StandardCharsets.UTF_8));
    taped.define(FrameType.PART, 1, head().hole().name(3).toByteArray());
    ValueWriter named = new ValueWriter(0).part(1).integer(9).list().none().end().end();
    taped.events(named.toByteArray(), call(0, 10));
    taped.event(Map.of("v", 1L, "kind", "end"));
    taped.tape.flush();
    return taped;
  }

  /** The beginning of a call, and its number's key. */
  private static ValueWriter head() {
    return new ValueWriter(16).map().name(0).integer(1).name(1).name(2).name(2);
  }

  private static byte[] call(int part, long number) {
    return new ValueWriter(16).part(part).integer(number).end().toByteArray();
  }

  void define(FrameType type, int id, byte[] what) {
    byte[] payload = ByteBuffer.allocate(4 + what.length).putInt(id).put(what).array();
    if (type == FrameType.PART) names.definePart(payload);
    else names.define(payload);
    tape.defined(new Frame(type, 0, payload));
  }

  void event(Map<String, ?> record) {
    tape.records(new Frame(FrameType.EVENT, 1, ValueWriter.encode(record)), names);
  }

  void events(byte[]... records) {
    int size = 0;
    for (byte[] each : records) size += Batch.size(each.length);
    ByteBuffer batch = ByteBuffer.allocate(size);
    int at = 0;
    for (byte[] each : records) {
      batch.position(at).putInt(each.length).put(each);
      at += Batch.size(each.length);
    }
    tape.records(new Frame(FrameType.EVENTS, 1, batch.array()), names);
  }

  byte[] ended() {
    tape.end(REPORT);
    return bytes.toByteArray();
  }
}
