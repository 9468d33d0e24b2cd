package dev.sonde.operator.session;

import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.Protocol;
import dev.sonde.wire.ValueWriter;
import dev.sonde.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the records of one run as they come over the wire, for {@link Recording} to read:
 *
 * <pre>
 * SONDEREC, format, version of the protocol
 * HELLO({sonde, jvm, java, main, session, at, command, args, options})
 * DEFINE, PART, EVENT and EVENTS, as they came
 * REPORT({..}), when all was removed
 * </pre>
 *
 * <p>Nothing is written before the first record. At most two frames are held in memory.
 * Thread-safe.
 */
public final class Tape {
  /** The first bytes, without format and version. */
  static final byte[] MAGIC = "SONDEREC".getBytes(StandardCharsets.US_ASCII);

  /** Of all that stands around the frames. */
  static final byte FORMAT = 1;

  private static final int START = 128 << 10;

  /** Where the bytes go. What it throws ends the run. */
  @FunctionalInterface
  public interface Sink {
    /** Writes the first {@code length} of these bytes, which are good until it returns. */
    void write(byte[] bytes, int length);
  }

  private final Sink sink;
  private final String sonde;
  private final boolean alone;
  private byte[] head = {};
  private ByteBuffer out = ByteBuffer.allocate(START);
  private boolean begun;
  private boolean broken;

  /**
   * @param sonde the version of this Sonde
   * @param alone whether nobody else wants the calls
   */
  public Tape(Sink sink, String sonde, boolean alone) {
    this.sink = sink;
    this.sonde = sonde;
    this.alone = alone;
  }

  boolean alone() {
    return alone;
  }

  /**
   * What is recorded.
   *
   * @param asked how it was asked for; left out where it is too long
   */
  synchronized void about(Map<String, ?> what, Map<String, ?> asked) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("sonde", sonde);
    all.putAll(what);
    byte[] least = ValueWriter.encode(all);
    all.putAll(asked);
    try {
      head = ValueWriter.encode(all);
    } catch (WireException tooLong) {
      head = least;
    }
  }

  /** Keeps records; what their target has defined before goes first. */
  synchronized void records(Frame frame, Names names) {
    if (!begun) begin(names);
    put(frame);
  }

  /** Keeps what the target defines, from the first record on. */
  synchronized void defined(Frame frame) {
    if (begun) put(frame);
  }

  /** Writes out what was kept until now. */
  synchronized void flush() {
    int size = out.position();
    out.clear(); // also where writing fails
    if (size == 0 || broken) return;
    broken = true;
    sink.write(out.array(), size);
    broken = false;
  }

  /** The run is over, and all of it removed; nothing if it had no record. */
  public synchronized void end(RemovalReport report) {
    if (!begun || broken) return;
    put(new Frame(FrameType.REPORT, 0, ValueWriter.encode(report.toMap())));
    flush();
  }

  private void begin(Names names) {
    begun = true;
    out.put(MAGIC).put(FORMAT).put((byte) Protocol.VERSION);
    put(new Frame(FrameType.HELLO, 0, head));
    names.all(this::put);
  }

  private void put(Frame frame) {
    if (out.remaining() < frame.size()) flush();
    if (out.capacity() < frame.size()) out = ByteBuffer.allocate(frame.size());
    frame.put(out);
  }
}
