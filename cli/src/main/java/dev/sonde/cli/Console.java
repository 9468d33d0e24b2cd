package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entry for consoles that load {@code sonde.jar} themselves, such as jshell. It takes and gives
 * JDK types only, and installs nothing in its JVM.
 */
public final class Console {
  private static final String NOTHING =
      "nothing goes on here. A trace that nobody polls for as long as its lease ends and is removed,"
          + " and its unread lines are gone with it; the words start, PATTERN begin one\n";

  private static final String WORDS = "; and in a console start, poll, stop, text";

  private static final String WHAT =
      "expected start with a pattern and got none: for instance the words start,"
          + " com.acme.Orders::find -n 20";

  private Console() {}

  /**
   * Runs what the arguments say:
   *
   * <ul>
   *   <li>{@code "list"}: the JVMs, a list of maps;
   *   <li>{@code "trace", jvm, pattern, consumer}: gives each call to the consumer as a map, and
   *       returns the end record;
   *   <li>{@code "start", words}: begins {@code sonde trace self WORDS} in the background, and
   *       returns what it tells; {@code --lease TIME} is how long it goes on without a poll;
   *   <li>{@code "poll"}: what it has told since then, and renews the lease;
   *   <li>{@code "stop"}: ends it, and returns all of it up to the removal report;
   *   <li>{@code "agent", arguments, instrumentation, whether the JVM has just started, name of the
   *       agent's class}: for {@code sonde.jar} as an agent;
   *   <li>{@code "text", words}: runs a command line, and returns what it prints;
   *   <li>a command line as one string, or as words: prints, and returns the exit code.
   * </ul>
   *
   * <p>{@code self} is the JVM that this is called in; in it, {@code .} is, too, where no other is
   * to be seen.
   *
   * @throws RuntimeException whose message is the sentence that the command line would print
   */
  public static @Nullable Object run(Object[] args) {
    Build build = Build.read();
    if (args.length == 5 && "agent".equals(args[0])) return Launched.run(args, build);
    Machine machine = new InsideMachine(build.repository());
    Terminal terminal = Terminal.plain(System.out, System.err);
    Desk desk = new Desk(machine, terminal, build, Interruption.NEVER);
    try {
      return Aside.call(() -> run(args, desk));
    } catch (HandOver handOver) {
      return Successor.console(handOver, args, terminal);
    } catch (SondeException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (RuntimeException | Error e) { // of which the bootstrap passes on the text
      throw new IllegalStateException(e.toString(), e);
    }
  }

  static @Nullable Object run(Object[] args, Desk desk) {
    if (args.length == 1 && "list".equals(args[0]))
      return desk.machine().jvms().stream().map(JvmTable::json).toList();
    if (args.length == 1 && ("poll".equals(args[0]) || "stop".equals(args[0])))
      return Background.running().map(it -> it.apply(args[0])).orElse(NOTHING);
    if (args.length == 1 && isOurs(words(args))) return run(words(args), desk);
    if (args.length > 0 && "start".equals(args[0])) return start(words(rest(args)), desk);
    if (args.length > 1 && "text".equals(args[0])) return text(words(rest(args)), desk);
    if (args.length == 4 && "trace".equals(args[0]) && args[3] instanceof Consumer<?> each)
      return trace(args, each, desk);
    return new Program(desk, WORDS).run(words(args)).code();
  }

  /** Of a console alone, with more behind it: {@code stop 4312} is a command line. */
  private static boolean isOurs(String[] words) {
    return words.length > 1 && (words[0].equals("start") || words[0].equals("text"));
  }

  private static String start(String[] words, Desk desk) {
    try {
      if (words.length == 0 || words[0].isBlank()) throw new SondeException(ErrorId.USAGE, WHAT);
      return Background.start(desk, List.of(words));
    } catch (SondeException refused) {
      return refused.getMessage() + "\n";
    }
  }

  private static String text(String[] words, Desk desk) {
    Pages pages = new Pages();
    Terminal terminal = Terminal.plain(pages.out(), pages.err());
    Desk own = new Desk(desk.machine(), terminal, desk.build(), desk.interruption());
    new Program(own, WORDS).run(words);
    return pages.take();
  }

  private static Object[] rest(Object[] args) {
    return Arrays.copyOfRange(args, 1, args.length);
  }

  @SuppressWarnings(
      "unchecked") // A consumer of maps is what the documented line passes; another fails in its
  // own code.
  private static Map<String, @Nullable Object> trace(Object[] args, Consumer<?> each, Desk desk) {
    return new ConsoleTrace(desk, (Consumer<Map<String, @Nullable Object>>) each)
        .run(String.valueOf(args[1]), String.valueOf(args[2]));
  }

  private static String[] words(Object[] args) {
    List<String> words = new ArrayList<>();
    if (args.length == 1) words.addAll(CommandLineText.words(String.valueOf(args[0])));
    else Arrays.stream(args).map(String::valueOf).forEach(words::add);
    if (!words.isEmpty() && words.get(0).equals("sonde")) words.remove(0);
    return words.toArray(String[]::new);
  }
}
