package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The condition of a trace, as it is or from a file. */
final class Conditions {
  private static final String HELP =
      "Only calls for which this is true: 'customer == null', 'duration > 250ms', 'thrown causedBy"
          + " java.net.SocketTimeoutException'. @FILE reads it from a file. docs/CONDITIONS.md has"
          + " the language on one page. Quote it with ' for your shell.";
  private static final String WHEN = "--when";
  private static final String ALLOW_CALLS = "--allow-calls";
  private static final Written WRITTEN =
      new Written(ErrorId.CONDITION, "a condition", "-w 'customer == null'");

  private Conditions() {}

  static OptionSpec when() {
    return Words.value("EXPR", HELP, "-w", WHEN);
  }

  static OptionSpec allowCalls() {
    return Words.flag(
        "Let the condition call methods of the application, whatever they do.", ALLOW_CALLS);
  }

  /** What was said of a condition, as the plugin takes it. */
  static void options(ParseResult words, Map<String, String> options) {
    if (words.hasMatchedOption(WHEN)) options.put("when", of(words.matchedOptionValue(WHEN, "")));
    if (words.hasMatchedOption(ALLOW_CALLS)) options.put("allow-calls", "");
  }

  static String of(String text) {
    return WRITTEN.of(text);
  }
}
