package dev.sonde.tracer;

import dev.sonde.api.Backlog;
import dev.sonde.api.Encoder;
import dev.sonde.api.Events;
import dev.sonde.tracer.capture.WireEncoder;
import dev.sonde.wire.Dictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Events that keep all records, decoded. */
public final class FakeEvents implements Events {
  public final List<Map<String, Object>> records = new ArrayList<>();

  /** As they came. */
  public final List<byte[]> bytes = new ArrayList<>();

  /** Records that are made when they are taken. */
  public final List<Backlog> backlogs = new ArrayList<>();

  /** Runs inside each offer, in the capturing thread. */
  public Runnable onOffer = () -> {};

  public volatile boolean full;

  /** How many records found no room. */
  public long refused;

  /** What a look tells that comes before an offer. */
  public volatile BooleanSupplier room = () -> true;

  private final List<String> names = new ArrayList<>();
  private final List<byte[]> parts = new ArrayList<>();
  private final Dictionary words =
      new Dictionary() {
        @Override
        public String name(int id) {
          return names.get(id);
        }

        @Override
        public byte[] part(int id) {
          return parts.get(id);
        }
      };

  @Override
  public int name(String text) {
    if (!names.contains(text)) names.add(text);
    return names.indexOf(text);
  }

  @Override
  public Encoder part(Encoder pieces) {
    parts.add(((WireEncoder) pieces).toByteArray());
    return WireEncoder.ofPart(parts.size() - 1);
  }

  @Override
  public Encoder encoder(int capacity) {
    return new WireEncoder();
  }

  @Override
  @SuppressWarnings("unchecked") // records are maps with texts as keys
  public synchronized boolean offer(Encoder record) {
    onOffer.run();
    if (full) refused++;
    if (full) return false;
    records.add((Map<String, Object>) ((WireEncoder) record).read(words));
    bytes.add(((WireEncoder) record).toByteArray());
    return true;
  }

  @Override
  public synchronized boolean add(Backlog backlog) {
    backlogs.add(backlog);
    return true;
  }

  /** Takes what is in the backlogs, as sonde-link does. */
  @SuppressWarnings("unchecked") // as above
  public synchronized void drain() {
    for (Backlog each : backlogs) {
      if (!each.look()) continue;
      for (Encoder next; (next = each.next()) != null; each.taken()) {
        records.add((Map<String, Object>) ((WireEncoder) next).read(words));
        bytes.add(((WireEncoder) next).toByteArray());
      }
    }
  }

  @Override
  public boolean room() {
    return room.getAsBoolean();
  }

  @Override
  public long delivered() {
    return records.size();
  }

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public boolean flushed() {
    return true;
  }
}
