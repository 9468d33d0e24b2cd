package dev.sonde.cli;

import dev.sonde.cli.editor.Hints;
import dev.sonde.cli.text.Escaped;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.CommandDescription;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.session.Run;
import dev.sonde.operator.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What may be typed next at a prompt: commands, their options, and, asked of the target, names of
 * its classes and of their methods. A target that does not answer at once gives no hints.
 */
final class PromptHints implements Hints {
  private static final long PATIENCE_MILLIS = 2_000;
  private static final int MOST = 200;
  private static final String METHOD = "::";

  private static final long FRESH_NANOS = 30_000_000_000L;

  private final Session session;
  private final Repository repository;
  private final Jobs jobs;
  private final LongSupplier nanoTime;
  private @Nullable Answer last;

  /** What the target said to the last question. */
  private record Answer(
      String command, String arg, long at, List<Map<String, @Nullable Object>> rows) {}

  PromptHints(Session session, Repository repository, Jobs jobs, LongSupplier nanoTime) {
    this.jobs = jobs;
    this.session = session;
    this.repository = repository;
    this.nanoTime = nanoTime;
  }

  @Override
  public List<Hint> of(List<String> before, String begun) {
    List<String> words = new ArrayList<>(before);
    if (!words.isEmpty() && words.get(0).equals("sonde")) words.remove(0);
    if (words.isEmpty()) return commands();
    if (words.get(0).equals("help")) return commands();
    if (PromptHelp.OWN.contains(words.get(0))) return own(words, begun);
    VerbName verb = VerbName.of(words.get(0));
    if (verb == null) return List.of();
    if (begun.startsWith("-")) return options(verb);
    return switch (verb) {
      case TRACE, STATS, FIND -> targets(begun);
      case GET -> classes(begun);
      case RUN -> run(words);
      default -> List.of();
    };
  }

  /** Numbers of traces: where one is waited for or ended, of those that run. */
  private List<Hint> own(List<String> words, String begun) {
    String command = words.get(0);
    if (command.equals("caller") && begun.startsWith("-")) return options(VerbName.TRACE);
    boolean several = command.equals("stop");
    if (words.size() > 1 && !several) return List.of();
    return switch (command) {
      case "stop", "fg" -> numbers(jobs.running());
      case "more", "caller" -> numbers(jobs.all());
      default -> List.of();
    };
  }

  private static List<Hint> numbers(List<Job> jobs) {
    return jobs.stream().map(each -> new Hint(Integer.toString(each.number()), true)).toList();
  }

  /** A plugin, and then one of its commands. */
  private List<Hint> run(List<String> words) {
    if (words.size() > 2) return List.of();
    Set<String> names = new LinkedHashSet<>();
    for (PluginDescription plugin : plugins())
      if (words.size() == 1) names.add(plugin.id());
      else if (plugin.id().equals(words.get(1)))
        plugin.commands().forEach(each -> names.add(each.name()));
    return names.stream().map(each -> new Hint(each, true)).toList();
  }

  private List<PluginDescription> plugins() {
    try {
      return repository.plugins();
    } catch (SondeException unreachable) {
      return List.of();
    }
  }

  private List<Hint> commands() {
    Set<String> all = new LinkedHashSet<>();
    PromptHelp.OF_THE_JVM.forEach(each -> all.add(each.word()));
    all.addAll(PromptHelp.OWN);
    PromptHelp.OTHERS.forEach(each -> all.add(each.word()));
    all.addAll(ofPlugins());
    return all.stream().map(each -> new Hint(each, true)).toList();
  }

  /** The tracer's own are verbs, but for the one that serves here. */
  private List<String> ofPlugins() {
    return plugins().stream()
        .filter(plugin -> !plugin.id().equals(AttachVerb.PLUGIN))
        .flatMap(plugin -> plugin.commands().stream())
        .map(CommandDescription::name)
        .filter(name -> VerbName.of(name) == null)
        .toList();
  }

  private static List<Hint> options(VerbName verb) {
    List<Hint> hints = new ArrayList<>();
    for (OptionSpec option : verb.verb().spec().options())
      for (String name : option.names())
        if (name.startsWith("--") && !PromptHelp.OF_THE_SESSION.contains(name))
          hints.add(new Hint(name, true));
    return hints;
  }

  private List<Hint> targets(String begun) {
    int at = begun.indexOf(METHOD);
    return at < 0 ? classes(begun) : methods(begun.substring(0, at));
  }

  /** Up to the next dot, so that a few packages stand for thousands of classes. */
  private List<Hint> classes(String begun) {
    if (!begun.matches("[\\w.$]*")) return List.of();
    List<Hint> hints = new ArrayList<>();
    for (Map<String, @Nullable Object> row : ask("classes", begun))
      if (row.get("name") instanceof String name && harmless(name))
        hints.add(new Hint(name, false));
    return hints;
  }

  private List<Hint> methods(String type) {
    Set<String> names = new LinkedHashSet<>();
    for (Map<String, @Nullable Object> row : ask("find", type + METHOD + "*"))
      if (Boolean.TRUE.equals(row.get("weavable"))
          && row.get("method") instanceof String method
          && harmless(method))
        names.add(type + METHOD + (method.equals("<init>") ? "new" : method));
    return names.stream().map(each -> new Hint(each, true)).toList();
  }

  /** What a target says is typed for somebody: nothing in it may steer a terminal, or be a word. */
  private static boolean harmless(String name) {
    return name.equals("<init>")
        || name.chars().allMatch(c -> c == '.' || Character.isJavaIdentifierPart(c))
            && Escaped.line(name).equals(name);
  }

  /**
   * Each question is a command of the session, and audited as one: who presses the key again within
   * half a minute is not asking anew.
   */
  private synchronized List<Map<String, @Nullable Object>> ask(String command, String arg) {
    Answer known = last;
    long now = nanoTime.getAsLong();
    if (known != null
        && known.command().equals(command)
        && known.arg().equals(arg)
        && now - known.at() < FRESH_NANOS) return known.rows();
    List<Map<String, @Nullable Object>> rows = asked(command, arg);
    last = rows.isEmpty() ? null : new Answer(command, arg, now, rows);
    return rows;
  }

  private List<Map<String, @Nullable Object>> asked(String command, String arg) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    CompletableFuture<List<Map<String, @Nullable Object>>> answer = new CompletableFuture<>();
    try {
      Run run = session.run(command, List.of(arg), Map.of(), row -> add(rows, row));
      Aside.thread(() -> await(run, answer, rows), "sonde-hints").start();
      try {
        return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        run.cancel();
      }
    } catch (SondeException | ExecutionException none) {
      return List.of();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }

  private static void await(
      Run run,
      CompletableFuture<List<Map<String, @Nullable Object>>> answer,
      List<Map<String, @Nullable Object>> rows) {
    try {
      run.await();
      synchronized (rows) {
        answer.complete(List.copyOf(rows));
      }
    } catch (SondeException | InterruptedException none) {
      answer.complete(List.of());
    }
  }

  private static void add(
      List<Map<String, @Nullable Object>> rows, Map<String, @Nullable Object> row) {
    synchronized (rows) {
      if (rows.size() < MOST) rows.add(row);
    }
  }
}
