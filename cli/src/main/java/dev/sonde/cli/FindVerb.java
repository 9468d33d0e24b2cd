package dev.sonde.cli;

import dev.sonde.operator.Exit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde find}. */
final class FindVerb implements Verb {
  private static final String RATE = "--rate";

  @Override
  public CommandSpec spec() {
    return Words.command(
            "find", "Show what a trace would weave, each as a ready command, and why not the rest.")
        .addPositional(Words.jvm())
        .addPositional(Patterns.words())
        .addOption(Patterns.except())
        .addOption(
            Words.value(
                "TIME",
                "Count for this time how often each method is called, and show the hottest first."
                    + " Weaves a counter and takes it out again.",
                RATE))
        .addOption(Patterns.maxClasses())
        .addOption(Patterns.maxMethods())
        .addOption(Words.json())
        .addOption(Words.reason())
        .addMixin("supply", Supply.options());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) throws InterruptedException {
    String jvm = words.matchedPositionalValue(0, "");
    List<String> patterns = Patterns.of(words, "find " + jvm);
    Map<String, String> options = new LinkedHashMap<>();
    Patterns.options(words, options);
    if (words.hasMatchedOption(RATE))
      options.put("rate", Limits.time("--rate", words.matchedOptionValue(RATE, "")));
    Visit.Errand errand = Asking.errand("find", patterns, options, Words.owner(words));
    return Rows.print(words, desk, jvm, errand);
  }
}
