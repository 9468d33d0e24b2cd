package dev.sonde.cli;

import dev.sonde.operator.Exit;
import dev.sonde.operator.repository.Repository;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde trace}. */
final class TraceVerb implements Verb {
  private static final String CAPTURE = "--capture";
  private static final String STACK = "--stack";
  private static final String SAMPLE = "--sample";
  private static final String RATE = "--rate";
  private static final String EXPECT = "--expect";
  private static final String TREE = "--tree";
  private static final String LIMIT = "--limit";
  private static final String REVEAL = "--reveal";
  private static final String OVERHEAD = "--overhead";
  private static final String MAX_EVENTS = "--max-events";
  private static final String MAX_SEEN = "--max-seen";
  private static final String MAX_MEMORY = "--max-memory";

  @Override
  public CommandSpec spec() {
    return Words.command(
            "trace",
            "Show the next calls of methods: arguments, result or exception, duration, thread,"
                + " caller. Ends by a limit of calls or of time, by Ctrl-C, or by sonde stop; the"
                + " original code is then restored.")
        .addPositional(Words.jvm())
        .addPositional(Patterns.words())
        .addOption(Patterns.except())
        .addOption(Patterns.maxClasses())
        .addOption(Patterns.maxMethods())
        .addOption(Patterns.inside())
        .addOption(Conditions.when())
        .addOption(Conditions.allowCalls())
        .addOption(
            Words.value(
                "LIST",
                "What to show besides args, return, thrown, caller: this, stack, cpu and alloc (what"
                    + " a platform thread used), args@entry (arguments as they were when the call began,"
                    + " and what it changed of them). With a minus: what to leave out, as in"
                    + " --capture=this,cpu,-return.",
                CAPTURE))
        .addOption(Words.value("N", "Show up to N frames of the stack, from the caller on.", STACK))
        .addOption(
            Words.value(
                "1/N", "Record one call of N, at random places; the others cost little.", SAMPLE))
        .addOption(
            Words.value(
                "N/s",
                "Record so many calls a second (/m: a minute, /h: an hour); others are counted as"
                    + " skipped, and nobody waits.",
                RATE))
        .addOption(
            Words.value(
                "N",
                "End after N calls, exactly; or unlimited. Default: 100, or what --expect says if that is more.",
                "-n",
                LIMIT))
        .addOption(
            Words.value("N", "Exit with 8 when fewer calls than N came. For scripts.", EXPECT))
        .addOption(Limits.time())
        .addOption(
            Words.value(
                "N",
                "End when the probes take more than N percent of a core. Default: 50.",
                OVERHEAD))
        .addOption(
            Words.value(
                "N",
                "End when there are more than N events in a second. Default: 100000.",
                MAX_EVENTS))
        .addOption(
            Words.value(
                "N",
                "End when more than N calls are looked at in a second. Default: 200000000.",
                MAX_SEEN))
        .addOption(
            Words.value(
                "N",
                "End when calls that are not over hold more than N MB. Default: 32.",
                MAX_MEMORY))
        .addOption(Patterns.lazy())
        .addOption(
            Words.values(
                "NAME",
                "Show values of this parameter, field or key although its name is a secret's."
                    + " Repeatable, audited; a policy has to allow it.",
                REVEAL))
        .addOption(
            Words.flag(
                "Show calls that were made inside one another as a tree, when the outermost has"
                    + " ended: durations, and shares of the outer call.",
                TREE))
        .addOption(Words.json())
        .addOption(FileLines.option())
        .addOption(Recorder.option())
        .addOption(Detached.option())
        .addOption(Afterwards.option())
        .addOption(Words.reason())
        .addMixin("supply", Supply.options());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) throws InterruptedException {
    Recorder.check(words);
    String jvm = words.matchedPositionalValue(0, "");
    Visit.Errand errand =
        Asking.errand(
            "trace", Patterns.of(words, "trace " + jvm), options(words), FileLines.owner(words));
    Expected expected = Expected.of(words.matchedOptionValue(EXPECT, null));
    if (Detached.wanted(words) && !Detached.here()) return Detached.begin(words, desk);
    Interruption.Guard untilLooked = Afterwards.guard(words, desk);
    try (Recorder recorder = Recorder.of(words, desk);
        Lines lines = Detached.lines(words, desk)) {
      Repository repository = desk.repository(words);
      RecordPrinter printer =
          words.hasMatchedOption(TREE)
              ? RecordPrinter.ofTrees(desk.terminal(), lines, Words.wantsJson(words))
              : new RecordPrinter(desk.terminal(), lines, Words.wantsJson(words), false);
      printer.onto(recorder.tape());
      desk.errands().make(jvm, repository, errand, Detached.listener(printer, words, desk));
      recorder.tell(printer.calls(), desk.terminal());
      return Afterwards.look(words, desk, jvm, expected.exit(printer, desk.terminal()));
    } catch (Lines.ClosedOutput e) {
      return Exit.DONE;
    } finally {
      untilLooked.close();
    }
  }

  private static Map<String, String> options(ParseResult words) {
    Map<String, String> options = new LinkedHashMap<>();
    String usual = Expected.of(words.matchedOptionValue(EXPECT, null)).limit();
    options.put("limit", Limits.calls(words.matchedOptionValue(LIMIT, usual)));
    Limits.options(words, options);
    Conditions.options(words, options);
    Patterns.options(words, options);
    Patterns.inside(words, options);
    Words.copy(words, options, CAPTURE, STACK, SAMPLE, RATE);
    Words.copy(words, options, OVERHEAD, MAX_EVENTS, MAX_SEEN, MAX_MEMORY);
    Words.join(words, options, ",", REVEAL);
    return options;
  }
}
