package dev.sonde.target;

import dev.sonde.api.Backlog;
import dev.sonde.api.Encoder;
import dev.sonde.api.Events;
import dev.sonde.wire.Batch;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.ValueWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The events of one call: a small power of two of rings, shared by all threads. A thread starts at
 * the ring that its identity selects and tries few; it never waits. Memory is bounded whatever the
 * number of threads, and no thread keeps anything of ours. The order of one thread's records holds
 * within a ring only.
 */
final class Rings implements Events {
  private static final int PROBES = 4;

  /** As much as a record may be, at least. */
  private static final int BATCH = 68 << 10;

  /** For one backlog in one round, of which there are 16 in a turn of the link. */
  private static final long MOMENT = 5_000_000;

  /** So often the clock is read: usually a record takes 0.1 µs. */
  private static final int LOOK = 16;

  private final int channel;
  private final Names names;
  private final Ring[] rings;
  private final LongAdder dropped = new LongAdder();
  private volatile boolean retired;

  /** Null as long as there is none: then its class is not loaded. */
  private volatile Backlog @Nullable [] backlogs;

  private volatile long made;
  private byte @Nullable [] batch;
  private int turn;

  Rings(int channel, Names names, int processors) {
    this.channel = channel;
    this.names = names;
    rings = new Ring[stripes(processors)];
    for (int i = 0; i < rings.length; i++) rings[i] = new Ring();
  }

  /** Twice the processors, rounded up to a power of two, from 4 to 32. */
  static int stripes(int processors) {
    return Integer.highestOneBit(Math.max(4, Math.min(32, processors * 4 - 1)));
  }

  @Override
  public int name(String text) {
    return names.id(text);
  }

  @Override
  public Encoder part(Encoder pieces) {
    return RecordEncoder.ofPart(names.part(((RecordEncoder) pieces).value.toByteArray()));
  }

  @Override
  public Encoder encoder(int capacity) {
    return new RecordEncoder(capacity);
  }

  @Override
  public boolean offer(Encoder record) {
    return offer(record, current());
  }

  @Override
  public boolean offer(Encoder record, int near) {
    ValueWriter value = ((RecordEncoder) record).value;
    for (int probe = 0; probe < PROBES && !retired; probe++)
      if (rings[(near + probe) & (rings.length - 1)].offer(value.array(), value.size()))
        return true;
    dropped.increment();
    return false;
  }

  @Override
  public boolean room() {
    return room(current());
  }

  @Override
  public boolean room(int near) {
    for (int probe = 0; probe < PROBES && !retired; probe++)
      if (rings[(near + probe) & (rings.length - 1)].room()) return true;
    return false;
  }

  /**
   * Not {@code Thread.getId()}: on 17 an application's subclass may override it. Identity hash
   * codes are random, cheap, and fit virtual threads too.
   */
  private static int current() {
    return System.identityHashCode(Thread.currentThread());
  }

  @Override
  public long delivered() {
    long sum = 0;
    for (Ring ring : rings) sum += ring.taken();
    return sum + made;
  }

  @Override
  public synchronized boolean add(Backlog backlog) {
    Backlog[] all = backlogs;
    int count = all == null ? 0 : all.length;
    Backlog[] more = new Backlog[count + 1];
    if (all != null) System.arraycopy(all, 0, more, 0, count);
    more[count] = backlog;
    backlogs = more;
    return true;
  }

  @Override
  public long dropped() {
    return dropped.sum();
  }

  @Override
  public boolean flushed() {
    for (Ring ring : rings) if (!ring.empty()) return false;
    Backlog[] all = backlogs;
    if (all != null) for (Backlog each : all) if (!empty(each)) return false;
    return true;
  }

  /** One that cannot tell has nothing that could be taken. */
  private static boolean empty(Backlog each) {
    boolean[] filled = {false};
    Foreign.caught(() -> filled[0] = !each.empty());
    return !filled[0];
  }

  /** From now on all is dropped and counted: the call has ended. */
  void retire() {
    retired = true;
  }

  boolean retired() {
    return retired;
  }

  /**
   * Moves what fits to the buffer, beginning with another ring each time. True if anything moved.
   * {@code sonde-link} only.
   */
  boolean drainTo(ByteBuffer out) {
    boolean moved = false;
    turn++;
    for (int i = 0; i < rings.length; i++)
      moved |= rings[(turn + i) & (rings.length - 1)].drainTo(out, channel, names);
    Backlog[] all = backlogs;
    int count = all == null ? 0 : all.length;
    for (int i = 0; all != null && i < count; i++)
      moved |= drain(all[Math.floorMod(turn + i, count)], out);
    return moved;
  }

  /** A plugin's code runs here: a failure of it must not end the link. */
  private boolean drain(Backlog from, ByteBuffer out) {
    int start = out.position();
    Throwable broken =
        Foreign.caught(
            () -> {
              // Looked at before the names are sent: what was there then uses no others.
              if (from.look() && names.drainTo(out)) batch(from, out);
            });
    if (broken != null) remove(from);
    return out.position() > start;
  }

  /**
   * As {@link Ring#drainTo}, and not for longer than a moment: what makes its records slowly must
   * not keep the heartbeat. What there was until something failed leaves all the same.
   */
  private void batch(Backlog from, ByteBuffer out) {
    byte[] to = batch;
    if (to == null) batch = to = new byte[BATCH];
    int room = Math.min(to.length, out.remaining() - Frame.HEADER);
    long deadline = System.nanoTime() + MOMENT;
    int end = 0;
    int count = 0;
    try {
      Encoder next;
      while ((next = from.next()) != null) {
        ValueWriter record = ((RecordEncoder) next).value;
        int size = Batch.size(record.size());
        if (size > room - end) break;
        Batch.putLength(to, end, record.size());
        System.arraycopy(record.array(), 0, to, end + Batch.HEADER, record.size());
        end += size;
        count++;
        from.taken();
        if (count % LOOK == 0 && System.nanoTime() - deadline > 0) break;
      }
    } finally {
      if (end > 0) {
        Frame.header(out, FrameType.EVENTS, channel, end);
        out.put(to, 0, end);
        made += count; // by this thread alone
      }
    }
  }

  private synchronized void remove(Backlog broken) {
    List<Backlog> left = new ArrayList<>();
    Backlog[] all = backlogs;
    if (all != null) for (Backlog each : all) if (each != broken) left.add(each);
    backlogs = left.toArray(new Backlog[0]);
    Foreign.caught(broken::broken);
  }
}
