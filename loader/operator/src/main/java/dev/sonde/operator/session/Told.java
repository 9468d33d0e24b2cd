package dev.sonde.operator.session;

import dev.sonde.wire.Batch;
import dev.sonde.wire.Tag;
import dev.sonde.wire.Tokens;
import dev.sonde.wire.ValueReader;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One record of a run as it came over the wire, with those behind it that came at once, decoded
 * only as far as somebody asks. What breaks the protocol in it is thrown by who asks, and is not to
 * be caught.
 */
public final class Told {
  private final Names names;
  private final Tokens tokens;
  private final Transcript transcript;
  private Batch batch = new Batch(new byte[0]);
  private boolean any;
  private byte[] bytes = {};
  private int from;
  private int to;

  Told(Names names) {
    this.names = names;
    tokens = new Tokens(names);
    transcript = new Transcript(names);
  }

  /** Before the first record of a batch. */
  void of(Batch batch) {
    this.batch = batch;
    bytes = batch.bytes();
  }

  /** Gives all records of a batch. */
  void tell(Batch all, Receiver records) {
    of(all);
    next();
    while (any) {
      if (isCall()) records.calls(this);
      else {
        records.record(this);
        next();
      }
    }
  }

  /**
   * Goes to the next one of the records that came at once.
   *
   * @return false: there is none
   */
  public boolean next() {
    any = batch.next();
    from = batch.from();
    to = batch.to();
    return any;
  }

  /** Whether the record begins as a call does: {@code "v":1,"kind":"call"}. */
  public boolean isCall() {
    Tokens in = tokens.of(bytes, from, to);
    int id = in.part();
    Names.Part part = names.known(id);
    if (part == null) return id < 0 && isCall(in);
    if (part.call == null) part.call = begins(in, id);
    return part.call;
  }

  private static boolean begins(Tokens in, int id) {
    in.enter(id);
    return isCall(in);
  }

  private static boolean isCall(Tokens in) {
    return in.next() == Tag.MAP
        && named(in, "v")
        && in.next() == Tag.LONG
        && in.integer() == 1
        && named(in, "kind")
        && named(in, "call");
  }

  private static boolean named(Tokens in, String expected) {
    return in.next() == Tag.NAME && in.name().equals(expected);
  }

  public Map<String, @Nullable Object> map() {
    return ValueReader.map(tokens.of(bytes, from, to));
  }

  /** Writes the record as JSON. */
  public void json(JsonBytes out) {
    transcript.write(bytes, from, to, out);
  }

  /**
   * Writes the record, a call, and the calls right behind it as lines of JSON, until there are so
   * many bytes. Where the protocol is broken by one of them, those before it are written.
   *
   * @param counted is told how many
   * @return whether another call comes next
   */
  public boolean lines(JsonBytes out, int most, AtomicLong counted) {
    Exemplar like = null;
    long count = 0;
    try {
      do {
        if (like == null || !like.write(bytes, from, to, out)) {
          if (count > 0 && !isCall()) return false;
          like = line(out);
        }
        out.raw('\n');
        count++;
      } while (next() && out.size() < most);
    } finally {
      counted.addAndGet(count);
    }
    return any && isCall();
  }

  /** Writes the record, and tells which one it is like. */
  private @Nullable Exemplar line(JsonBytes out) {
    int start = out.size();
    try {
      return transcript.write(bytes, from, to, out);
    } catch (RuntimeException breach) {
      out.truncate(start);
      throw breach;
    }
  }
}
