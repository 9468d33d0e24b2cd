package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final int LONGEST = 16 * 1024;

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

  /** The condition, which is for the target to understand. */
  static String of(String text) {
    String condition = text.startsWith("@") ? read(Path.of(text.substring(1))) : text;
    if (condition.isBlank())
      throw new SondeException(
          ErrorId.CONDITION, "expected a condition, as in -w 'customer == null', got none");
    return condition.strip();
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) <= LONGEST) return Files.readString(file, StandardCharsets.UTF_8);
    } catch (MalformedInputException e) {
      throw unreadable(file, "it is no UTF-8", e);
    } catch (IOException e) {
      throw unreadable(file, "it cannot be read", e);
    }
    throw new SondeException(
        ErrorId.CONDITION, "expected a condition of at most 16 KiB in " + file + ", it is longer");
  }

  private static SondeException unreadable(Path file, String why, IOException cause) {
    return new SondeException(
        ErrorId.CONDITION, "expected a condition in " + file + ": " + why, cause);
  }
}
