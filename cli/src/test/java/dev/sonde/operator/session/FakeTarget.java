package dev.sonde.operator.session;

import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.ValueWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives records to who asks for them, and to their tape, as a session does. */
public final class FakeTarget {
  private final Receiver receiver;
  private final Names names = new Names();

  public FakeTarget(Receiver receiver, Map<String, ?> about) {
    this.receiver = receiver;
    Tape tape = receiver.tape();
    if (tape != null) tape.about(about, Map.of());
  }

  public void send(Map<String, Object> record) {
    Tape tape = receiver.tape();
    if (tape != null) {
      tape.records(new Frame(FrameType.EVENT, 1, ValueWriter.encode(record)), names);
      tape.flush();
    }
    if (tape != null && tape.alone() && "call".equals(record.get("kind"))) receiver.taped(1);
    else receiver.record(new LinkedHashMap<>(record));
  }
}
