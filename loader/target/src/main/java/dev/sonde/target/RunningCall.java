package dev.sonde.target;

import dev.sonde.api.Events;
import dev.sonde.target.trust.Description;
import dev.sonde.target.trust.Errand;
import dev.sonde.wire.Dictionary;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import dev.sonde.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a command for the operator, from RUN to its one REPLY or FAIL. */
final class RunningCall extends OpenCall {
  private static final long PATIENCE_MILLIS = 2_000;

  private final Tenant tenant;
  private final int channel;
  private @Nullable Rings rings;
  private boolean ended;
  private long lost;

  RunningCall(Tenant tenant, int channel, byte[] payload) {
    super(errand(payload), tenant.work(), tenant.report());
    this.tenant = tenant;
    this.channel = channel;
  }

  private static Errand errand(byte[] payload) {
    Map<String, @Nullable Object> value = ValueReader.map(payload, Dictionary.NONE);
    if (!(value.get("options") instanceof Map<?, ?> given))
      throw new WireException("expected a map as 'options'");
    Map<String, String> options = new LinkedHashMap<>();
    given.forEach((key, each) -> options.put(key.toString(), String.valueOf(each)));
    return new Errand(
        Description.text(value, "command"),
        Description.texts(value, "args"),
        options,
        Description.consented(value),
        Description.optional(value, "audit", ""));
  }

  int channel() {
    return channel;
  }

  /** Runs the command. On {@code sonde-work}. */
  void run() {
    run(() -> tenant.plugins().command(errand()), tenant.plugins().named(errand().command()));
  }

  @Override
  public void record(Map<String, ? extends @Nullable Object> record) {
    Frame frame = new Frame(FrameType.EVENT, channel, ValueWriter.encode(record));
    try {
      if (!tenant.outbox().offer(frame, PATIENCE_MILLIS)) lost();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      lost();
    }
  }

  private synchronized void lost() {
    lost++;
  }

  @Override
  public void last(Map<String, ? extends @Nullable Object> record) {
    byte[] encoded = ValueWriter.encode(record);
    Rings before;
    synchronized (this) {
      before = rings;
    }
    tenant.outbox().put(new Frame(FrameType.EVENT, channel, encoded), before);
  }

  @Override
  public synchronized Events events() {
    if (rings == null) {
      rings = new Rings(channel, tenant.names(), Runtime.getRuntime().availableProcessors());
      if (ended) rings.retire();
      else tenant.drain(rings);
    }
    return rings;
  }

  /** What was asked for is not done when the session had to end: whoever waits is told why. */
  @Override
  public void done() {
    String forced = tenant.forced();
    if (forced != null) fail(forced);
    else end(FrameType.REPLY, ValueWriter.encode(Map.of("lost", lostCount())));
  }

  private synchronized long lostCount() {
    return lost;
  }

  /** The session ends, and the command did not. */
  void unfinished(String error) {
    String forced = tenant.forced();
    fail(forced != null ? forced : error);
  }

  @Override
  public void fail(String error) {
    end(FrameType.FAIL, error.getBytes(StandardCharsets.UTF_8));
  }

  private void end(FrameType type, byte[] payload) {
    Rings last;
    synchronized (this) {
      if (ended) return;
      ended = true;
      last = rings;
    }
    if (last != null) last.retire();
    tenant.outbox().put(new Frame(type, channel, payload), last);
    tenant.calls().remove(this);
  }
}
