package dev.sonde.cli;

import dev.sonde.cli.text.Escaped;
import dev.sonde.cli.text.Json;
import dev.sonde.cli.text.RecordText;
import dev.sonde.cli.text.RemovalText;
import dev.sonde.cli.text.StatusText;
import dev.sonde.cli.text.Style;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.session.RemovalReport;
import dev.sonde.operator.session.Tape;
import dev.sonde.operator.session.Told;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Prints what a run tells, as it comes: to stdout or into a file, as text or as JSON. Remembers how
 * it ended.
 */
final class RecordPrinter implements Visit.Listener {
  private final Terminal terminal;
  private final Backlog lines;
  private final boolean json;
  private final boolean rowsOnly;
  private final boolean intoFile;
  private final Style style;
  private @Nullable RecordText text;
  private final RemovalText removal;
  private final StatusLine status;
  private final @Nullable Forest forest;
  private @Nullable Tape tape;
  private volatile String reason = "";
  private final AtomicLong calls = new AtomicLong();
  private volatile boolean writing;
  private volatile boolean allRemoved = true;

  /**
   * @param rowsOnly whether the records are read by themselves, as rows, and not as the story of a
   *     run
   */
  RecordPrinter(Terminal terminal, Lines lines, boolean json, boolean rowsOnly) {
    this(terminal, lines, json, rowsOnly, null);
  }

  /** The story of a run whose calls are shown as trees. */
  static RecordPrinter ofTrees(Terminal terminal, Lines lines, boolean json) {
    return new RecordPrinter(terminal, lines, json, false, new Forest());
  }

  private RecordPrinter(
      Terminal terminal, Lines lines, boolean json, boolean rowsOnly, @Nullable Forest forest) {
    this.forest = forest;
    this.terminal = terminal;
    this.lines = new Backlog(lines);
    this.json = json;
    this.rowsOnly = rowsOnly;
    this.intoFile = lines.intoFile();
    this.style = intoFile ? Style.PLAIN : terminal.outStyle();
    this.removal = new RemovalText(style);
    this.status = new StatusLine(terminal, System::nanoTime);
  }

  /** Records go onto this tape besides, if there is one. */
  RecordPrinter onto(@Nullable Tape tape) {
    this.tape = tape;
    return this;
  }

  @Override
  public @Nullable Tape tape() {
    return tape;
  }

  @Override
  public void taped(long more) {
    calls.addAndGet(more);
  }

  @Override
  public void opening(Repository repository) {
    terminal.announce(repository);
  }

  @Override
  public void warning(String sentence) {
    status.clear();
    terminal.note(Escaped.line(sentence));
  }

  @Override
  public void refused(SondeException refusal) {
    if (refusal.id() == ErrorId.LOST) return; // a prompt tells that once
    status.clear();
    terminal.error(String.valueOf(refusal.getMessage()));
    refusal.setTold();
  }

  @Override
  public void refreshed(Repository repository) {
    terminal.warn(repository);
  }

  @Override
  public void record(Told told) {
    if (isLine() && told.isCall()) {
      calls.incrementAndGet();
      writing = false;
      lines.add(told);
      writing = true;
    } else {
      lines.keep();
      record(told.map());
    }
  }

  @Override
  public void calls(Told told) {
    if (isLine()) {
      writing = false;
      lines.addAll(told, calls);
      writing = true;
    } else Visit.Listener.super.calls(told);
  }

  /** Whether a call is printed as it comes. */
  private boolean isLine() {
    return json && forest == null;
  }

  @Override
  public void pause() {
    boolean any = lines.waiting();
    if (any) status.clear();
    if (any) writing = false;
    lines.flush();
    if (any) writing = true;
  }

  @Override
  public void record(Map<String, @Nullable Object> record) {
    boolean isStatus = "status".equals(record.get("kind"));
    if (isStatus && (!json || intoFile)) status.show(StatusText.of(record));
    if (isStatus && !json) return;
    if ("call".equals(record.get("kind"))) calls.incrementAndGet();
    for (Map<String, @Nullable Object> each :
        forest == null ? List.of(record) : forest.told(record)) show(each);
  }

  private void show(Map<String, @Nullable Object> record) {
    if ("end".equals(record.get("kind"))) reason = String.valueOf(record.get("reason"));
    List<String> asText = json && !intoFile ? List.of() : text().lines(record);
    print(json ? List.of(Json.line(record)) : asText);
    if (intoFile && isOfTheRun(record)) tell(asText);
  }

  /** Made late: the zones of the world cost a start 8 ms, and JSON names none. */
  private synchronized RecordText text() {
    if (text == null) text = new RecordText(style, ZoneId.systemDefault(), terminal.invocation());
    return text;
  }

  /**
   * The report follows the records; where none came, none can be added, or others are to read them,
   * it goes to stderr.
   */
  @Override
  public void removed(RemovalReport report) {
    allRemoved = report.ok();
    List<String> asText = removal.lines(report.toMap());
    boolean follows = writing && !rowsOnly;
    if (!follows || intoFile) tell(asText);
    try {
      if (follows) print(json ? List.of(Json.line(removedRecord(report))) : asText);
      pause();
    } catch (Lines.ClosedOutput e) {
      tell(asText);
    }
    if (tape != null) tape.end(report);
  }

  /** Prints what is kept back for calls that have not come. */
  void rest() {
    if (forest != null) forest.rest().forEach(this::show);
    pause();
  }

  /** Not a call: somebody at the terminal wants it, whoever reads the file. */
  private static boolean isOfTheRun(Map<String, @Nullable Object> record) {
    return switch (String.valueOf(record.get("kind"))) {
      case "start", "woven", "warning", "end" -> true;
      default -> false;
    };
  }

  /** How many records of calls came. */
  long calls() {
    return calls.get();
  }

  /** The reason of the end record; empty if there was none. */
  String reason() {
    return reason;
  }

  /** How the run ended, by the reason of its end record, and by whether all of it is gone. */
  Exit exit() {
    if (!allRemoved) return Exit.INTERNAL;
    return switch (reason) {
      case "OVERLOAD" -> Exit.OVER_BUDGET;
      case "ERROR" -> Exit.INTERNAL;
      case "LEASE" -> Exit.UNREACHABLE;
      default -> Exit.DONE;
    };
  }

  private void print(List<String> all) {
    status.clear();
    writing = false;
    lines.print(all);
    writing = true;
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
