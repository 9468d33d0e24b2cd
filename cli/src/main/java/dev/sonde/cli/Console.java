package dev.sonde.cli;

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
  private Console() {}

  /**
   * Runs what the arguments say:
   *
   * <ul>
   *   <li>{@code "list"}: the JVMs, a list of maps;
   *   <li>{@code "trace", jvm, pattern, consumer}: gives each call to the consumer as a map, and
   *       returns the end record;
   *   <li>a command line as one string, or as words: prints, and returns the exit code.
   * </ul>
   *
   * @throws RuntimeException whose message is the sentence that the command line would print
   */
  public static @Nullable Object run(Object[] args) {
    Build build = Build.read();
    Machine machine = new LiveMachine(build.repository());
    Terminal terminal = Terminal.plain(System.out, System.err);
    try {
      return run(args, new Desk(machine, terminal, build, Interruption.NEVER));
    } catch (HandOver handOver) {
      return Successor.console(handOver, args, terminal);
    } catch (SondeException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  static @Nullable Object run(Object[] args, Desk desk) {
    if (args.length == 1 && "list".equals(args[0]))
      return desk.machine().jvms().stream().map(JvmTable::json).toList();
    if (args.length == 4 && "trace".equals(args[0]) && args[3] instanceof Consumer<?> each)
      return trace(args, each, desk);
    return new Program(desk).run(words(args)).code();
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
