package dev.sonde.target;

import dev.sonde.api.Call;
import dev.sonde.api.Command;
import dev.sonde.api.Events;
import dev.sonde.api.Output;
import dev.sonde.api.UsageException;
import dev.sonde.target.trust.Description;
import dev.sonde.target.trust.Errand;
import dev.sonde.wire.Dictionary;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import dev.sonde.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a command, from RUN to its one REPLY or FAIL. */
final class RunningCall implements Call, Call.Hold, Output {
  private static final long PATIENCE_MILLIS = 2_000;

  private final Tenant tenant;
  private final int channel;
  private final Errand errand;
  private final List<Runnable> cancelActions = new ArrayList<>();
  private @Nullable Rings rings;
  private boolean held;
  private boolean cancelled;
  private boolean ended;
  private long lost;

  RunningCall(Tenant tenant, int channel, byte[] payload) {
    Map<String, @Nullable Object> value = ValueReader.map(payload, Dictionary.NONE);
    this.tenant = tenant;
    this.channel = channel;
    if (!(value.get("options") instanceof Map<?, ?> given))
      throw new WireException("expected a map as 'options'");
    Map<String, String> options = new LinkedHashMap<>();
    given.forEach((key, each) -> options.put(key.toString(), String.valueOf(each)));
    errand =
        new Errand(
            Description.text(value, "command"),
            Description.texts(value, "args"),
            options,
            Description.consented(value),
            Description.optional(value, "audit", ""));
  }

  int channel() {
    return channel;
  }

  @Override
  public String toString() {
    return "command '" + errand.command() + "'";
  }

  /** Runs the command. On {@code sonde-work}. */
  void run() {
    if (cancelled()) {
      done();
      return;
    }
    Throwable thrown = Foreign.caught(() -> find().run(this));
    if (thrown != null) fail(error(thrown, tenant.plugins().named(errand.command())));
    else if (!held()) done();
  }

  private Command find() throws UsageException {
    return tenant.plugins().command(errand);
  }

  /**
   * The text of a FAIL frame.
   *
   * @param plugin whose code threw it
   */
  static String error(Throwable thrown, String plugin) {
    if (thrown instanceof UsageException refusal) return error(refusal);
    return "SONDE-PLUGIN: " + plugin + " threw " + Foreign.describe(thrown);
  }

  static String error(UsageException refusal) {
    return refusal.id() + ": " + refusal.getMessage();
  }

  /** Asks the command to end. On {@code sonde-work}. */
  void cancel() {
    List<Runnable> actions;
    synchronized (this) {
      cancelled = true;
      actions = List.copyOf(cancelActions);
      cancelActions.clear();
    }
    actions.forEach(this::cancel);
  }

  private void cancel(Runnable action) {
    Throwable thrown = Foreign.caught(action::run);
    if (thrown != null)
      tenant.report().failed("cancel of " + this + " failed: " + Foreign.describe(thrown));
  }

  @Override
  public List<String> args() {
    return errand.args();
  }

  @Override
  public Map<String, String> options() {
    return errand.options();
  }

  @Override
  public Output output() {
    return this;
  }

  @Override
  public synchronized Hold hold() {
    held = true;
    return this;
  }

  private synchronized boolean held() {
    return held;
  }

  private synchronized boolean cancelled() {
    return cancelled;
  }

  @Override
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        cancelActions.add(action);
        return;
      }
    }
    tenant.atOnce(() -> cancel(action));
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
