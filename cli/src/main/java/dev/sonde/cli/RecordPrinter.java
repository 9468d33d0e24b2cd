package dev.sonde.cli;

import dev.sonde.cli.text.Json;
import dev.sonde.cli.text.RecordText;
import dev.sonde.cli.text.RemovalText;
import dev.sonde.cli.text.StatusText;
import dev.sonde.cli.text.Style;
import dev.sonde.operator.session.RemovalReport;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what a run tells, as it comes: to stdout or into a file, as text or as JSON. Remembers how it ended. */
final class RecordPrinter implements Visit.Listener {
  private final Terminal terminal;
  private final Lines lines;
  private final boolean json;
  private final boolean intoFile;
  private final RecordText text;
  private final StatusLine status;
  private volatile String reason = "";

  RecordPrinter(Terminal terminal, Lines lines, boolean json) {
    this.terminal = terminal;
    this.lines = lines;
    this.json = json;
    this.intoFile = lines instanceof FileLines;
    this.text = new RecordText(intoFile ? Style.PLAIN : terminal.outStyle(), ZoneId.systemDefault());
    this.status = new StatusLine(terminal, System::nanoTime);
  }

  @Override
  public void record(Map<String, @Nullable Object> record) {
    boolean isStatus = "status".equals(record.get("kind"));
    if (isStatus && (!json || intoFile)) status.show(StatusText.of(record));
    if (isStatus && !json) return;
    if ("end".equals(record.get("kind"))) reason = String.valueOf(record.get("reason"));
    print(json ? List.of(Json.line(record)) : text.lines(record));
    if (intoFile && "end".equals(record.get("kind"))) tell(new RecordText(terminal.errStyle(), ZoneId.systemDefault()).lines(record));
  }

  @Override
  public void removed(RemovalReport report) {
    try {
      print(json ? List.of(Json.line(removedRecord(report))) : new RemovalText(intoFile ? Style.PLAIN : terminal.outStyle()).lines(report.toMap()));
      if (intoFile) tell(new RemovalText(terminal.errStyle()).lines(report.toMap()));
    } catch (Lines.ClosedOutput e) {
      tell(new RemovalText(terminal.errStyle()).lines(report.toMap()));
    }
  }

  /** The reason of the end record; empty if there was none. */
  String reason() {
    return reason;
  }

  private void print(List<String> all) {
    status.clear();
    lines.print(all);
  }

  private void tell(List<String> all) {
    status.clear();
    all.forEach(terminal::note);
  }

  private static Map<String, @Nullable Object> removedRecord(RemovalReport report) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("kind", "removed");
    record.putAll(report.toMap());
    return record;
  }
}
