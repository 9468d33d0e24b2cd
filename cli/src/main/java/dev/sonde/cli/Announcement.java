package dev.sonde.cli;

import dev.sonde.cli.text.Json;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.session.RemovalReport;
import dev.sonde.operator.session.Tape;
import dev.sonde.operator.session.Told;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of a detached trace, of which the first one is told on, to the process that waits for
 * it: as lines on stdout, the last of them a full stop.
 */
final class Announcement implements Visit.Listener {
  static final String LAST = ".";

  private final RecordPrinter printer;
  private final Path file;
  private final boolean lines;
  private final Terminal terminal;
  private final boolean json;

  /**
   * @param lines whether the file has lines, which can be followed; else it is a recording
   */
  Announcement(RecordPrinter printer, Path file, boolean lines, Terminal terminal, boolean json) {
    this.json = json;
    this.lines = lines;
    this.printer = printer;
    this.file = file;
    this.terminal = terminal;
  }

  @Override
  public @Nullable Tape tape() {
    return printer.tape();
  }

  @Override
  public void taped(long more) {
    printer.taped(more);
  }

  @Override
  public void opening(Repository repository) {
    printer.opening(repository);
  }

  @Override
  public void warning(String sentence) {
    printer.warning(sentence);
  }

  @Override
  public void refreshed(Repository repository) {
    printer.refreshed(repository);
  }

  @Override
  public void record(Map<String, @Nullable Object> record) {
    if ("start".equals(record.get("kind"))) started(record);
    else printer.record(record);
  }

  @Override
  public void record(Told told) {
    if (told.isCall()) printer.record(told);
    else record(told.map());
  }

  @Override
  public void calls(Told told) {
    printer.calls(told);
  }

  private void started(Map<String, @Nullable Object> start) {
    String stop = String.valueOf(start.get("stop"));
    Map<String, @Nullable Object> here = new LinkedHashMap<>(start);
    if (!json) here.put("stop", "by " + terminal.invocation().command(stop));
    printer.record(here);
    printer.pause();
    String follow =
        lines ? stop.replaceFirst("^sonde stop ", "sonde follow ") : "sonde replay " + file;
    long process = ProcessHandle.current().pid();
    terminal.print(
        List.of(json ? Json.line(record(process, follow, stop)) : text(process, follow), LAST));
  }

  private String text(long process, String follow) {
    return "detached  process "
        + process
        + " goes on, into "
        + file
        + "; "
        + terminal.invocation().command(follow)
        + (lines ? " shows it" : " shows what is there");
  }

  private Map<String, @Nullable Object> record(long process, String follow, String stop) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("v", 1);
    record.put("kind", "detached");
    record.put("process", process);
    record.put(lines ? "out" : "record", file.toString());
    record.put(lines ? "follow" : "replay", follow);
    record.put("stop", stop);
    return record;
  }

  @Override
  public void pause() {
    printer.pause();
  }

  @Override
  public void removed(RemovalReport report) {
    printer.removed(report);
  }
}
