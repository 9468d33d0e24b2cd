package dev.sonde.tracer.words;

import dev.sonde.api.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers among the options of a command. */
public final class Figures {
  private static final long MOST_OF = 1_000_000_000;
  private static final int DIGITS = 13;

  private Figures() {}

  /**
   * So many events in so much time.
   *
   * @param nanos of a second, a minute or an hour
   */
  public record Pace(long events, long nanos) {}

  /** Of the option {@code rate}, {@code 10/s}. */
  public static Pace pace(String text) throws UsageException {
    Matcher matcher = Pattern.compile("([1-9]\\d{0,8})/(s|m|h)").matcher(text);
    if (matcher.matches())
      return new Pace(Long.parseLong(matcher.group(1)), nanos(matcher.group(2)));
    throw new UsageException(
        "SONDE-USAGE", "expected --rate as 10/s, 100/m or 5/h, got '" + text + "'");
  }

  private static long nanos(String unit) {
    long second = 1_000_000_000;
    return unit.equals("s") ? second : unit.equals("m") ? 60 * second : 3600 * second;
  }

  /** Of the option {@code sample}, {@code 1/100}: one call of how many. */
  public static long oneOf(String text) throws UsageException {
    long of = text.matches("1/\\d{1,10}") ? Long.parseLong(text.substring(2)) : 0;
    if (of >= 1 && of <= MOST_OF) return of;
    throw new UsageException(
        "SONDE-USAGE",
        "expected --sample as 1/N, one call of N up to " + MOST_OF + ", got '" + text + "'");
  }

  /**
   * Of the option of this name.
   *
   * @param most below 10^13
   */
  public static long upTo(long most, String option, String text) throws UsageException {
    if (isCount(text, DIGITS) && Long.parseLong(text) <= most) return Long.parseLong(text);
    throw new UsageException(
        "SONDE-USAGE", "expected --" + option + " from 1 to " + most + ", got '" + text + "'");
  }

  /** Whether this is a number above 0, of at most so many digits. */
  public static boolean isCount(String text, int most) {
    return !text.isEmpty()
        && text.length() <= most
        && text.charAt(0) != '0'
        && digits(text) == text.length();
  }

  /** With how many digits it begins. */
  public static int digits(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9')
      digits++;
    return digits;
  }
}
