package dev.sonde.cli;

import dev.sonde.cli.text.Escaped;
import dev.sonde.cli.text.Invocation;
import dev.sonde.cli.text.Style;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.Expiry;
import dev.sonde.operator.repository.Repository;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the program's words go: results to {@code out}, all the rest to {@code err}. */
record Terminal(
    PrintStream out,
    PrintStream err,
    Style outStyle,
    Style errStyle,
    boolean live,
    Invocation invocation,
    @Nullable Person person,
    @Nullable Foot rewritten) {
  /** Who answers questions, where that is not who types into this process. */
  interface Person {
    @Nullable String answer(String question);
  }

  Terminal(
      PrintStream out,
      PrintStream err,
      Style outStyle,
      Style errStyle,
      boolean live,
      Invocation invocation) {
    this(out, err, outStyle, errStyle, live, invocation, null, live ? Foot.of(err) : null);
  }

  /**
   * The two streams of this process, always in UTF-8: a container without a locale would turn µ
   * into a question mark.
   */
  static Terminal ofProcess(Map<String, String> environment) {
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty() && !dumb;
    boolean errIsTerminal = isTerminal(2);
    PrintStream err = stream(FileDescriptor.err);
    return new Terminal(
        Stdout.ofProcess(),
        err,
        style(colours && isTerminal(1)),
        style(colours && errIsTerminal),
        errIsTerminal,
        invocation(environment),
        null,
        errIsTerminal && !dumb ? Foot.ofProcess(err, environment) : null);
  }

  /** Two streams that are no terminal. */
  static Terminal plain(PrintStream out, PrintStream err) {
    return new Terminal(out, err, Style.PLAIN, Style.PLAIN, false, Invocation.SONDE);
  }

  /** As {@link #plain}, for people who cannot type Ctrl-C. */
  static Terminal remote(PrintStream out, PrintStream err, Invocation invocation) {
    return new Terminal(out, err, Style.PLAIN, Style.PLAIN, false, invocation);
  }

  /** Why what was printed is lost, as {@link Stdout#lost} tells it; null: it is not. */
  @Nullable String lost() {
    return out instanceof Stdout stdout ? stdout.lost() : null;
  }

  /** Whether lines can be written anew in place, and somebody sees it. */
  boolean rewrites() {
    return rewritten != null;
  }

  /** What is rewritten; nothing is ever there where nothing can be. */
  Foot foot() {
    return rewritten == null ? Foot.of(err) : rewritten;
  }

  void print(List<String> lines) {
    foot().clear();
    lines.forEach(out::println);
    out.flush();
  }

  void note(String line) {
    foot().clear();
    err.println(line);
    err.flush();
  }

  /** Development keys are never used in silence; a prompt has said so when it was opened. */
  void announce(Repository repository) {
    if (repository.development() && !invocation.equals(Invocation.PROMPT))
      note("development keys: plugins from " + Escaped.line(repository.location()));
  }

  /** What the repository has to say, once. */
  void warn(Repository repository) {
    for (String each : repository.warnings()) note(Escaped.line(each));
  }

  /** How long the repository's metadata is good for; nothing of one that was refused. */
  void expiry(Repository repository) {
    for (Expiry first : expiries(repository)) {
      note(
          "metadata of "
              + Escaped.line(repository.location())
              + ": "
              + Escaped.line(first.toString()));
      return;
    }
  }

  private static List<Expiry> expiries(Repository repository) {
    try {
      return repository.expiries();
    } catch (SondeException refused) {
      return List.of(); // by what was told already
    }
  }

  /**
   * What a person types after a question; null where nobody can: stdin or stderr is no terminal.
   */
  @Nullable String answer(String question) {
    if (person != null) return person.answer(question);
    if (!live || !isTerminal(0)) return null;
    err.print(question);
    err.flush();
    return answered(System.in);
  }

  /** Up to the end of the line; who ends it by Ctrl-D has not moved to the next. */
  private @Nullable String answered(InputStream in) {
    String line = line(in);
    if (line != null && !line.endsWith("\n")) note("");
    return line == null ? null : line.strip();
  }

  /** With the line feed at its end, and no byte more. */
  private static @Nullable String line(InputStream in) {
    try {
      StringBuilder line = new StringBuilder();
      for (int b = in.read(); b >= 0; b = b == '\n' ? -1 : in.read()) line.append((char) b);
      return line.toString();
    } catch (IOException e) {
      return null;
    }
  }

  void error(String sentence) {
    String[] lines = invocation.sentence(sentence).split("\n");
    note(errStyle.red(Escaped.line(lines[0])));
    for (int i = 1; i < lines.length; i++) note("  " + Escaped.line(lines[i]));
  }

  /** The launchers say how they were called; a JVM knows the jar that it was given. */
  private static Invocation invocation(Map<String, String> environment) {
    String launcher = environment.getOrDefault("SONDE_COMMAND", "");
    if (!launcher.isEmpty()) return Invocation.of(launcher);
    String jar = System.getProperty("java.class.path", "");
    return jar.endsWith(".jar") && !jar.contains(File.pathSeparator)
        ? Invocation.ofJar(jar)
        : Invocation.SONDE;
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  private static Style style(boolean colours) {
    return colours ? Style.COLOUR : Style.PLAIN;
  }

  /** Whether a person sits at both ends: types, and reads. */
  static boolean atTerminal() {
    return isTerminal(0) && isTerminal(1);
  }

  /** Whether a person types what is read. */
  static boolean isTyped() {
    return isTerminal(0);
  }

  /** Java knows only of stdin and stdout together; /proc knows each. */
  private static boolean isTerminal(int descriptor) {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return file.startsWith("/dev/pts/")
          || file.startsWith("/dev/tty")
          || file.equals("/dev/console");
    } catch (IOException e) {
      return System.console() != null;
    }
  }
}
