package dev.sonde.target;

import dev.sonde.api.Asked;
import dev.sonde.api.Events;
import dev.sonde.target.trust.Errand;
import dev.sonde.wire.ValueWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run of a command that a plugin of this session has asked for: its records stay in here. */
final class AskedCall extends OpenCall implements Asked {
  private final Work work;
  private final Mailbox mailbox = new Mailbox();
  private @Nullable Runnable afterwards;
  private volatile boolean over;
  private volatile @Nullable String error;

  AskedCall(Errand errand, Work work, Report report) {
    super(errand, work, report);
    this.work = work;
  }

  /** What to do at its end; at once if that has come. */
  void whenEnded(Runnable action) {
    synchronized (this) {
      afterwards = action;
      if (!over) return;
    }
    action.run();
  }

  @Override
  public void record(Map<String, ? extends @Nullable Object> record) {
    mailbox.add(ValueWriter.encode(record));
  }

  @Override
  public Events events() {
    return mailbox;
  }

  @Override
  public void done() {
    end(null);
  }

  @Override
  public void fail(String why) {
    end(why);
  }

  private void end(@Nullable String why) {
    Runnable last;
    synchronized (this) {
      if (over) return;
      error = why;
      over = true;
      last = afterwards;
    }
    mailbox.retire();
    if (last != null) last.run();
  }

  @Override
  public @Nullable Map<String, @Nullable Object> poll() {
    return mailbox.poll();
  }

  @Override
  public boolean ended() {
    return over && mailbox.empty();
  }

  @Override
  public @Nullable String error() {
    return error;
  }

  @Override
  public void close() {
    if (over) return;
    if (work.here()) cancel();
    else work.submit("cancel of a call", this::cancel);
  }
}
