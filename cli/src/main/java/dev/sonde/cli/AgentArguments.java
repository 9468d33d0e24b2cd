package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The arguments of {@code sonde.jar} as an agent, in a form that survives jcmd, which cuts at
 * {@code =} and takes apart at blanks: {@code trace:com.acme.Orders::find,limit:20,for:60s}. Or
 * {@code @FILE}, in which the words of a command line stand.
 */
final class AgentArguments {
  private static final Set<String> COMMANDS = Set.of("trace", "stats", "find", "get");

  /** Those that can wait for classes. */
  private static final Set<String> WAITING = Set.of("trace", "stats");

  private static final int MOST = 64 << 10;
  private static final String FORM =
      "trace:com.acme.Orders::find,limit:20,for:60s,out:/tmp/find.txt, or @FILE with the words of a"
          + " command line";

  private AgentArguments() {}

  /**
   * The words of a command line about this JVM.
   *
   * @param atStart whether the application's classes are still to come, which is then accepted
   */
  static List<String> words(String arguments, boolean atStart) {
    List<String> words =
        arguments.startsWith("@") ? ofFile(Path.of(arguments.substring(1))) : ofParts(arguments);
    if (words.isEmpty() || !COMMANDS.contains(words.get(0)))
      throw usage("expected " + FORM + "; got " + (arguments.isEmpty() ? "nothing" : arguments));
    List<String> all = new ArrayList<>(words);
    all.add(1, InsideMachine.SELF);
    if (atStart && WAITING.contains(words.get(0)) && !words.contains("--lazy")) all.add("--lazy");
    return all;
  }

  private static List<String> ofFile(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        throw usage("expected @FILE to name a regular file; got " + file);
      return CommandLineText.words(text(file));
    } catch (IOException unreadable) {
      throw usage(file + " cannot be read: " + unreadable.getMessage());
    }
  }

  /** Lines that begin with a number sign are for people. */
  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) throw usage(file + " has more than " + MOST + " bytes");
      StringBuilder text = new StringBuilder();
      for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n"))
        if (!line.startsWith("#")) text.append(line).append(' ');
      return text.toString();
    }
  }

  private static List<String> ofParts(String arguments) {
    List<String> words = new ArrayList<>();
    for (String part : parts(arguments)) {
      int colon = part.indexOf(':');
      String name = colon < 0 ? part : part.substring(0, colon);
      if (!name.matches("[a-z][a-z-]*"))
        throw usage("expected NAME:VALUE and got " + part + "; the form is " + FORM);
      boolean pattern = words.isEmpty() || name.equals(words.get(0));
      if (!pattern) words.add("--" + name);
      else if (words.isEmpty()) words.add(name);
      if (colon >= 0) words.add(part.substring(colon + 1));
    }
    return words;
  }

  /** Separated by commas, but not by those in brackets or quotes. */
  private static List<String> parts(String arguments) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int depth = 0;
    char quote = 0;
    for (char c : arguments.toCharArray()) {
      if (quote != 0) quote = c == quote ? 0 : quote;
      else if (c == '"' || c == '\'') quote = c;
      else if (c == '(' || c == '{') depth++;
      else if (c == ')' || c == '}') depth--;
      boolean ends = c == ',' && depth <= 0 && quote == 0;
      if (!ends) part.append(c);
      if (ends) parts.add(part.toString());
      if (ends) part.setLength(0);
    }
    if (part.length() > 0) parts.add(part.toString());
    return parts;
  }

  private static SondeException usage(String sentence) {
    return new SondeException(ErrorId.USAGE, sentence + ". The application goes on without Sonde");
  }
}
