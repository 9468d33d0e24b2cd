package dev.sonde.cli.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a person calls this program, as a shell reads it. Commands in texts for people begin with it,
 * so that they can be pasted; JSON says {@code sonde}.
 */
public record Invocation(String text, String ending) {
  public static final Invocation SONDE = new Invocation("sonde");

  /** At a prompt of our own, where neither the program nor the JVM is named. */
  public static final Invocation PROMPT = new Invocation("");

  /** Called from a console, which stops it by a word. */
  public static final Invocation CONSOLE = new Invocation("sonde", "stop");

  /** Loaded at the start of a JVM, or by jcmd: nobody is there who could stop it. */
  public static final Invocation AGENT = new Invocation("sonde", "by itself");

  private Invocation(String text) {
    this(text, "Ctrl-C");
  }

  private static final Pattern PLAIN = Pattern.compile("[\\w./+:@%,~-]+");
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?<![\\w./-])sonde (?=(?:list|find|trace|stats|get|run|attach|shell|sessions|follow|stop"
              + "|plugins|repo|verify|audit|doctor|demo)\\b)");

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
    if (text.isEmpty()) return written.replaceFirst("^sonde (\\w+) \\d+ ", "$1 ");
    return written.startsWith("sonde ") ? text + written.substring("sonde".length()) : written;
  }

  /** The sentence with all commands in it as they can be pasted. */
  public String sentence(String written) {
    if (text.isEmpty()) return COMMAND.matcher(written).replaceAll("");
    return COMMAND.matcher(written).replaceAll(Matcher.quoteReplacement(text + " "));
  }

  private static String quoted(String path) {
    return PLAIN.matcher(path).matches() ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
