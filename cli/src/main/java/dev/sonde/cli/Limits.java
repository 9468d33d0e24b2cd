package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The limits of a trace, checked before anything else happens. */
final class Limits {
  private static final int MOST_DIGITS = 10;
  private static final String USUAL_TIME = "60s";
  private static final long MOST_MILLIS = 86_400_000;
  private static final String FOR = "--for";

  private Limits() {}

  /** How long it may take. */
  static OptionSpec time() {
    return Words.value(
        "TIME", "End after this time: 500ms, 60s, 5m, 1h, up to 24h. Default: 60s.", "-t", FOR);
  }

  /** Whether it was said. */
  static boolean saysTime(ParseResult words) {
    return words.hasMatchedOption(FOR);
  }

  /** The time, as the plugin takes it. */
  static void options(ParseResult words, Map<String, String> options) {
    options.put("for", saysTime(words) ? time(FOR, words.matchedOptionValue(FOR, "")) : USUAL_TIME);
  }

  /** The same number, if it is one from 1 to ten digits, or {@code unlimited}. */
  static String calls(String text) {
    return calls(text, "--limit to be", "-n");
  }

  /** As {@link #calls(String)}, of the second word of {@code more N}. */
  static String calls(String text, int number) {
    String more = "more " + number;
    return calls(text, "after " + more, more);
  }

  private static String calls(String text, String what, String before) {
    if (text.equals("unlimited") || isCount(text)) return text;
    String sentence =
        "expected %s a number of calls from 1 to 9999999999 and got %s: for instance %s 20, or %s"
            + " unlimited";
    throw new SondeException(ErrorId.USAGE, String.format(sentence, what, text, before, before));
  }

  /** The same words with that number of calls, in place of the one that they have or at the end. */
  static List<String> withCalls(List<String> words, String calls) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-n") || word.equals("--limit")) i++;
      else if (!Odd.LIMIT.matcher(word).matches()) all.add(word);
    }
    all.addAll(List.of("-n", calls));
    return all;
  }

  /** The time of an option with its unit, {@code 60s}; without one it is in seconds. */
  static String time(String option, String text) {
    Matcher matcher = Odd.TIME.matcher(text);
    if (!matcher.matches() || !within(Long.parseLong(matcher.group(1)), matcher.group(2))) {
      throw new SondeException(
          ErrorId.USAGE,
          "expected "
              + option
              + " to be a time with its unit, up to 24h, and got "
              + text
              + ": for instance "
              + (option.equals(FOR) ? "-t 500ms, -t 60s, -t 5m, -t 1h" : option + " 2s"));
    }
    return matcher.group(2) == null ? text + "s" : text;
  }

  /** As {@link #time}. */
  static Duration duration(String option, String text) {
    Matcher matcher = Odd.TIME.matcher(time(option, text));
    if (!matcher.matches()) throw new IllegalStateException(text);
    return Duration.ofMillis(millis(Long.parseLong(matcher.group(1)), matcher.group(2)));
  }

  private static boolean isCount(String text) {
    if (text.isEmpty() || text.length() > MOST_DIGITS || text.charAt(0) == '0') return false;
    for (int i = 0; i < text.length(); i++)
      if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
    return true;
  }

  /** Loaded when they are needed: the usual words are read without. */
  private static final class Odd {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)?");
    private static final Pattern LIMIT = Pattern.compile("(-n|--limit=).+");
  }

  private static boolean within(long count, @Nullable String unit) {
    long millis = millis(count, unit);
    return millis > 0 && millis <= MOST_MILLIS;
  }

  private static long millis(long count, @Nullable String unit) {
    return switch (unit == null ? "s" : unit) {
      case "ms" -> count;
      case "s" -> count * 1_000;
      case "m" -> count * 60_000;
      default -> count * 3_600_000;
    };
  }
}
