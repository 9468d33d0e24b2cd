package dev.sonde.cli.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a person calls this program, as a shell reads it. Commands in texts for people begin with it,
 * so that they can be pasted; JSON says {@code sonde}.
 */
public record Invocation(String text) {
  public static final Invocation SONDE = new Invocation("sonde");

  private static final Pattern PLAIN = Pattern.compile("[\\w./+:@%,~-]+");
  private static final Pattern COMMAND =
      Pattern.compile("(?<![\\w./-])sonde (?=(?:list|find|trace|sessions|stop|plugins|demo)\\b)");

  /** The program at this path, which is quoted where a shell would take it apart. */
  public static Invocation of(String path) {
    return new Invocation(quoted(path));
  }

  /** The program as {@code java -jar}. */
  public static Invocation ofJar(String path) {
    return new Invocation("java -jar " + quoted(path));
  }

  /** The command {@code sonde ..} as it can be pasted. */
  public String command(String written) {
    return written.startsWith("sonde ") ? text + written.substring("sonde".length()) : written;
  }

  /** The sentence with all commands in it as they can be pasted. */
  public String sentence(String written) {
    return COMMAND.matcher(written).replaceAll(Matcher.quoteReplacement(text + " "));
  }

  private static String quoted(String path) {
    return PLAIN.matcher(path).matches() ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
