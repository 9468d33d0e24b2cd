package dev.sonde.target;

import dev.sonde.api.Encoder;
import dev.sonde.api.Events;
import dev.sonde.wire.Dictionary;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Records for a reader in this JVM, encoded as for the operator's, in bounded memory. Nobody waits
 * on either side, and what was put here has arrived.
 */
final class Mailbox implements Events, Dictionary {
  private static final int MOST_BYTES = 4 << 20;

  /** What a command says besides its events, above all how it ended, finds room for longer. */
  private static final int MOST_BYTES_TOLD = 8 << 20;

  private final Queue<byte[]> records = new ConcurrentLinkedQueue<>();
  private final AtomicInteger bytes = new AtomicInteger();
  private final List<String> names = new ArrayList<>();
  private final List<byte[]> parts = new ArrayList<>();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private volatile boolean retired;

  /** False: no room, dropped. */
  boolean add(byte[] record) {
    return add(record, MOST_BYTES_TOLD);
  }

  private boolean add(byte[] record, int most) {
    if (bytes.addAndGet(record.length) > most) {
      bytes.addAndGet(-record.length);
      return false;
    }
    records.add(record);
    return true;
  }

  /** From now on all events are dropped and counted. */
  void retire() {
    retired = true;
  }

  @Nullable Map<String, @Nullable Object> poll() {
    byte[] next = records.poll();
    if (next == null) return null;
    bytes.addAndGet(-next.length);
    return ValueReader.map(next, this);
  }

  boolean empty() {
    return records.isEmpty();
  }

  @Override
  public synchronized int name(String text) {
    int known = names.indexOf(text);
    if (known >= 0) return known;
    names.add(text);
    return names.size() - 1;
  }

  @Override
  public synchronized Encoder part(Encoder pieces) {
    byte[] tokens = ((RecordEncoder) pieces).value.toByteArray();
    int id = 0;
    while (id < parts.size() && !Arrays.equals(parts.get(id), tokens)) id++;
    if (id == parts.size()) parts.add(tokens);
    return RecordEncoder.ofPart(id);
  }

  @Override
  public synchronized @Nullable String name(int id) {
    return id >= 0 && id < names.size() ? names.get(id) : null;
  }

  @Override
  public synchronized byte @Nullable [] part(int id) {
    return id >= 0 && id < parts.size() ? parts.get(id) : null;
  }

  @Override
  public Encoder encoder(int capacity) {
    return new RecordEncoder(capacity);
  }

  @Override
  public boolean offer(Encoder record) {
    ValueWriter value = ((RecordEncoder) record).value;
    boolean taken = room() && add(Arrays.copyOf(value.array(), value.size()), MOST_BYTES);
    (taken ? delivered : dropped).increment();
    return taken;
  }

  @Override
  public boolean room() {
    return !retired && bytes.get() < MOST_BYTES;
  }

  @Override
  public long delivered() {
    return delivered.sum();
  }

  @Override
  public long dropped() {
    return dropped.sum();
  }

  @Override
  public boolean flushed() {
    return true;
  }
}
