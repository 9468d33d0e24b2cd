package dev.sonde.operator.session;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.wire.Batch;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.Protocol;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Tape} has written, read once from its beginning on. Whoever wrote it is not
 * trusted: it is read as strictly as a target, and one frame of it is held in memory.
 */
public final class Recording {
  private static final int START = 64 << 10;
  private static final int PREAMBLE = Tape.MAGIC.length + 2;

  private final String name;
  private final ReadableByteChannel file;
  private final Names names = new Names();
  private final Told told = new Told(names);
  private ByteBuffer in = ByteBuffer.allocate(START).limit(0);
  private long done;

  /**
   * @param name as a person calls it
   */
  public Recording(String name, ReadableByteChannel file) {
    this.name = name;
    this.file = file;
  }

  /** Whether a file whose first bytes are these is one, of whatever format. */
  public static boolean begins(byte[] first) {
    return Arrays.equals(first, Tape.MAGIC);
  }

  /**
   * Reads what was recorded: {@code sonde, jvm, java, main, session, at}, and {@code command, args,
   * options} where they were not too long. Whoever wrote it may have written anything.
   *
   * @throws SondeException RECORDING if this is none, or none that this Sonde can read
   */
  public Map<String, @Nullable Object> head() {
    return strictly(
        () -> {
          expectPreamble();
          Frame frame = next(null);
          if (frame == null || frame.type() != FrameType.HELLO)
            throw new WireException("it ends before it has begun");
          return ValueReader.map(frame.payload(), names);
        });
  }

  /**
   * Tells all records after the head, as a session does.
   *
   * @param removed gets the report at the end
   * @return whether it has an end: else its writer was killed, or had no room
   * @throws SondeException RECORDING if it is damaged; what came before was told
   */
  public boolean play(Receiver records, Consumer<RemovalReport> removed) {
    return strictly(
        () -> {
          for (Frame frame = next(records); frame != null; frame = next(records)) {
            if (frame.type() != FrameType.REPORT) tell(frame, records);
            else return end(frame, removed);
          }
          tellRest(records);
          return false;
        });
  }

  private void tell(Frame frame, Receiver records) {
    switch (frame.type()) {
      case DEFINE -> names.define(frame.payload());
      case PART -> names.definePart(frame.payload());
      case EVENT -> {
        records.record(ValueReader.map(frame.payload(), names));
        records.pause();
      }
      default -> throw new WireException("a recording has no " + frame.type());
    }
  }

  private void events(Batch batch, Receiver records) {
    told.tell(batch, records);
    records.pause();
  }

  private boolean end(Frame frame, Consumer<RemovalReport> removed) throws IOException {
    RemovalReport report = RemovalReport.of(ValueReader.map(frame.payload(), names));
    if (in.hasRemaining() || fill(START)) throw new WireException("it goes on after its end");
    removed.accept(report);
    return true;
  }

  /** Of a frame that is not whole: the records that are. */
  private void tellRest(Receiver records) {
    if (in.remaining() < Frame.HEADER || in.get(in.position() + 4) != FrameType.EVENTS.code())
      return;
    byte[] rest = new byte[in.remaining() - Frame.HEADER];
    in.get(in.position() + Frame.HEADER, rest);
    events(new Batch(Arrays.copyOf(rest, whole(rest))), records);
  }

  private static int whole(byte[] rest) {
    int at = 0;
    while (rest.length - at >= Batch.HEADER) {
      int length = Batch.length(rest, at);
      if (length < 0 || length > rest.length - at - Batch.HEADER) return at;
      at = Math.min(rest.length, at + Batch.size(length));
    }
    return at;
  }

  private void expectPreamble() throws IOException {
    while (in.remaining() < PREAMBLE)
      if (!fill(START)) throw new WireException("it is no recording of sonde trace --record");
    byte[] magic = new byte[Tape.MAGIC.length];
    in.get(magic);
    byte format = in.get();
    byte protocol = in.get();
    done = PREAMBLE;
    if (!Arrays.equals(magic, Tape.MAGIC))
      throw new WireException("it is no recording of sonde trace --record");
    if (format != Tape.FORMAT || protocol != Protocol.VERSION)
      throw new WireException(
          "expected format %d.%d and got %d.%d: it is another release's, which can replay it"
              .formatted(Tape.FORMAT, Protocol.VERSION, format, protocol));
  }

  /** The next whole frame, or null; those with many records before it are told. */
  private @Nullable Frame next(@Nullable Receiver records) throws IOException {
    while (true) {
      Batch batch = records == null ? null : Batch.take(in);
      if (records != null && batch != null) {
        done += batch.size();
        events(batch, records);
        continue;
      }
      Frame frame = Frame.take(in);
      if (frame != null) done += frame.size();
      if (frame != null) return frame;
      if (!fill(in.remaining() < 4 ? START : 4 + in.getInt(in.position()))) return null;
    }
  }

  /** Reads more, after what is left, into a buffer that takes so many bytes. */
  private boolean fill(int wanted) throws IOException {
    if (wanted > in.capacity()) in = ByteBuffer.allocate(wanted).put(in).flip();
    in.compact();
    int read = file.read(in);
    in.flip();
    return read >= 0;
  }

  private interface Step<T> {
    T take() throws IOException;
  }

  private <T> T strictly(Step<T> step) {
    try {
      return step.take();
    } catch (WireException damaged) {
      throw refused("cannot replay " + name + ": " + damaged.getMessage() + where(), damaged);
    } catch (IOException broken) {
      throw refused("cannot read " + name + " (" + broken.getMessage() + ")", broken);
    }
  }

  private String where() {
    return done == 0 ? "" : " (before byte " + done + ")";
  }

  private static SondeException refused(String sentence, Exception cause) {
    return new SondeException(ErrorId.RECORDING, sentence, cause);
  }
}
