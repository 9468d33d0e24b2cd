package dev.sonde.cli;

import dev.sonde.operator.session.Receiver;
import dev.sonde.operator.session.RemovalReport;
import dev.sonde.operator.session.Told;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a recording: its first calls, and, where people read it, not how the trace was
 * doing in between.
 */
final class Excerpt implements Receiver {
  private final RecordPrinter printer;
  private final boolean json;
  private final long most;

  /** As many calls as are wanted were shown. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;

    Full() {
      super("enough", null, false, false);
    }
  }

  Excerpt(RecordPrinter printer, boolean json, long most) {
    this.printer = printer;
    this.json = json;
    this.most = most;
  }

  @Override
  public void record(Map<String, @Nullable Object> record) {
    if (!json && "status".equals(record.get("kind"))) return;
    printer.record(json ? record : over(record));
    if (printer.calls() >= most) throw new Full();
  }

  /** Nobody can stop it any more. */
  private static Map<String, @Nullable Object> over(Map<String, @Nullable Object> record) {
    if (!record.containsKey("stop")) return record;
    Map<String, @Nullable Object> over = new LinkedHashMap<>(record);
    over.remove("stop");
    return over;
  }

  @Override
  public void record(Told told) {
    if (!told.isCall()) {
      record(told.map());
      return;
    }
    printer.record(told);
    if (printer.calls() >= most) throw new Full();
  }

  @Override
  public void calls(Told told) {
    if (most == Long.MAX_VALUE) printer.calls(told);
    else Receiver.super.calls(told);
  }

  @Override
  public void pause() {
    printer.pause();
  }

  void removed(RemovalReport report) {
    printer.removed(report);
  }

  long calls() {
    return printer.calls();
  }

  /** Shows what was kept back. */
  void close() {
    printer.rest();
  }
}
