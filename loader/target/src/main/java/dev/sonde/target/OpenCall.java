package dev.sonde.target;

import dev.sonde.api.Call;
import dev.sonde.api.Command;
import dev.sonde.api.Output;
import dev.sonde.api.UsageException;
import dev.sonde.target.trust.Errand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of a command, whoever asked for it, from its start to its one end. */
abstract class OpenCall implements Call, Call.Hold, Output {
  private final Errand errand;
  private final Work work;
  private final Report report;
  private final List<Runnable> cancelActions = new ArrayList<>();
  private boolean held;
  private boolean cancelled;

  OpenCall(Errand errand, Work work, Report report) {
    this.errand = errand;
    this.work = work;
    this.report = report;
  }

  /** Finds the command, if it may run. */
  interface Finder {
    Command find() throws UsageException;
  }

  Errand errand() {
    return errand;
  }

  @Override
  public String toString() {
    return "command '" + errand.command() + "'";
  }

  /**
   * Runs the command. On {@code sonde-work}.
   *
   * @param plugin whose command it is, as errors name it
   */
  void run(Finder finder, String plugin) {
    if (cancelled()) {
      done();
      return;
    }
    Throwable thrown = Foreign.caught(() -> finder.find().run(this));
    if (thrown != null) fail(error(thrown, plugin));
    else if (!held()) done();
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
    if (thrown != null) report.failed("cancel of " + this + " failed: " + Foreign.describe(thrown));
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
    if (work.here()) cancel(action);
    else work.submit("cancel of a call", () -> cancel(action));
  }
}
