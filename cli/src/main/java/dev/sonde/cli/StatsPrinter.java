package dev.sonde.cli;

import dev.sonde.cli.text.StatsTable;
import dev.sonde.cli.text.StatusText;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.session.RemovalReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints what {@code stats} tells: as JSON each record, for people a table, which is rewritten on a
 * terminal about each second, else printed every ten, and at the end.
 */
final class StatsPrinter implements Visit.Listener {
  private final RecordPrinter records;
  private final Terminal terminal;
  private final Lines lines;
  private final Screen screen;
  private final boolean json;
  private final StatsTable table;

  StatsPrinter(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
    lines = Lines.to(terminal);
    records = new RecordPrinter(terminal, lines, json, false);
    screen = new Screen(terminal, lines, System::nanoTime);
    table = new StatsTable(terminal.outStyle());
  }

  @Override
  public void opening(Repository repository) {
    records.opening(repository);
  }

  @Override
  public void warning(String sentence) {
    screen.clear();
    records.warning(sentence);
  }

  @Override
  public void refreshed(Repository repository) {
    screen.clear();
    records.refreshed(repository);
  }

  @Override
  public void record(Map<String, @Nullable Object> record) {
    String kind = String.valueOf(record.get("kind"));
    if (json) records.record(record);
    else if (kind.equals("stats")) table.add(record);
    else if (kind.equals("status")) screen.show(withStatus(record));
    else {
      screen.clear();
      if (kind.equals("end") && !table.isEmpty()) lines.print(table.lines());
      records.record(record);
    }
  }

  private List<String> withStatus(Map<String, @Nullable Object> status) {
    Window window = terminal.foot().window();
    List<String> all = new ArrayList<>(table.shown(window.likelyRows(), window.columns()));
    all.add(StatusText.of(status));
    return all;
  }

  @Override
  public void refused(SondeException refusal) {
    screen.clear();
    records.refused(refusal);
  }

  @Override
  public void removed(RemovalReport report) {
    screen.clear();
    records.removed(report);
  }

  Exit exit() {
    return records.exit();
  }
}
