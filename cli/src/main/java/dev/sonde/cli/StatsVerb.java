package dev.sonde.cli;

import dev.sonde.operator.Exit;
import dev.sonde.operator.repository.Repository;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde stats}. */
final class StatsVerb implements Verb {
  private static final String OVERHEAD = "--overhead";

  @Override
  public CommandSpec spec() {
    return Words.command(
            "stats",
            "Count and time the calls of methods: count, rate, errors, p50, p90, p99, max of each,"
                + " in place on a terminal, else every 10 s. No call is recorded. Ends by time, by"
                + " Ctrl-C, or by sonde stop; the original code is then restored.")
        .addPositional(Words.jvm())
        .addPositional(Patterns.words())
        .addOption(Patterns.except())
        .addOption(Patterns.maxClasses())
        .addOption(Patterns.maxMethods())
        .addOption(Conditions.when())
        .addOption(Conditions.allowCalls())
        .addOption(Limits.time())
        .addOption(
            Words.value(
                "N",
                "End when the probes take more than N percent of a core, by estimate. Default: what"
                    + " the target's policy allows.",
                OVERHEAD))
        .addOption(Patterns.lazy())
        .addOption(Words.json())
        .addOption(Words.reason())
        .addMixin("supply", Supply.options());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) throws InterruptedException {
    String jvm = words.matchedPositionalValue(0, "");
    List<String> patterns = Patterns.of(words, "stats " + jvm);
    Visit.Errand errand = Asking.errand("stats", patterns, options(words), Words.owner(words));
    Repository repository = desk.repository(words);
    StatsPrinter printer = new StatsPrinter(desk.terminal(), Words.wantsJson(words));
    try {
      desk.errands().make(jvm, repository, errand, printer);
      return printer.exit();
    } catch (Lines.ClosedOutput e) {
      return Exit.DONE;
    }
  }

  private static Map<String, String> options(ParseResult words) {
    Map<String, String> options = new LinkedHashMap<>();
    Limits.options(words, options);
    Conditions.options(words, options);
    Patterns.options(words, options);
    Words.copy(words, options, OVERHEAD);
    return options;
  }
}
