package dev.sonde.cli.text;

import java.util.Map;
import java.util.regex.MatchResult;
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

  private static final String PLAIN = "./+:@%,~-_";

  /** Not compiled before a sentence needs them: a cold JVM takes some milliseconds for it. */
  private static final class Sentences {
    static final Pattern COMMAND =
        Pattern.compile(
            "(?<![\\w./-])sonde (?=(?:list|find|trace|stats|get|run|attach|shell|sessions|follow|replay|stop"
                + "|plugins|repo|verify|audit|doctor|demo)\\b)");

    /** An option of a command line in a sentence, with the value behind it. */
    static final Pattern OPTION =
        Pattern.compile("(?<![\\w-])(?:--([a-z]+(?:-[a-z]+)*)|-([ntw]))\\b(?: (?=[A-Z\\d]))?");
  }

  private static final Map<String, String> LONG = Map.of("n", "limit", "t", "for", "w", "when");

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
    if (text.isEmpty()) return Sentences.COMMAND.matcher(written).replaceAll("");
    if (equals(AGENT))
      return written.replace("--lazy waits for it", "the argument lazy waits for it");
    return Sentences.COMMAND.matcher(written).replaceAll(Matcher.quoteReplacement(text + " "));
  }

  /** What to do next time, in the form in which it is said here. */
  public String advice(String written) {
    String here = sentence(written);
    if (equals(CONSOLE)) return here.replaceFirst("^more: (?=-n )", "more: start it again with ");
    return equals(AGENT) ? Sentences.OPTION.matcher(here).replaceAll(Invocation::part) : here;
  }

  /** As it stands among the arguments of an agent. */
  private static String part(MatchResult option) {
    return (option.group(1) == null ? LONG.get(option.group(2)) : option.group(1)) + ":";
  }

  private static String quoted(String path) {
    return isPlain(path) ? path : "'" + path.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!word && PLAIN.indexOf(c) < 0) return false;
    }
    return !path.isEmpty();
  }
}
