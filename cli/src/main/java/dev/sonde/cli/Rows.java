package dev.sonde.cli;

import dev.sonde.operator.Exit;
import dev.sonde.operator.repository.Repository;
import picocli.CommandLine.ParseResult;

/** A command of the tracer whose answer is rows, each read by itself. */
final class Rows {
  private Rows() {}

  static Exit print(ParseResult words, Desk desk, String jvm, Visit.Errand errand)
      throws InterruptedException {
    Repository repository = desk.repository(words);
    RecordPrinter printer =
        new RecordPrinter(desk.terminal(), Lines.to(desk.terminal()), Words.wantsJson(words), true);
    try {
      desk.errands().make(jvm, repository, errand, printer);
    } catch (Lines.ClosedOutput e) {
      return Exit.DONE; // who reads has seen enough
    }
    return Exit.DONE;
  }
}
