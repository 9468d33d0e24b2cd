package dev.sonde.cli;

import dev.sonde.cli.editor.Hints;
import dev.sonde.cli.text.Escaped;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.CommandDescription;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What may be typed next at a prompt: commands, their options, and, asked of the target, names of
 * its classes and of their methods. A target that does not answer at once gives no hints.
 */
final class PromptHints implements Hints {
  private static final String METHOD = "::";

  private final Repository repository;
  private final Jobs jobs;
  private final Answers answers;

  PromptHints(Session session, Repository repository, Jobs jobs, LongSupplier nanoTime) {
    this.repository = repository;
    this.jobs = jobs;
    this.answers = new Answers(session, nanoTime);
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
    for (Map<String, @Nullable Object> row : answers.to("classes", begun))
      if (row.get("name") instanceof String name && harmless(name))
        hints.add(new Hint(name, false));
    return hints;
  }

  private List<Hint> methods(String type) {
    Set<String> names = new LinkedHashSet<>();
    for (Map<String, @Nullable Object> row : answers.to("find", type + METHOD + "*"))
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
}
