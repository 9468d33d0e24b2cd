package dev.sonde.shell;

import dev.sonde.api.Call;
import dev.sonde.api.Host;
import dev.sonde.api.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stay of a shell: a loader for its snippets, the thread that runs them, and what they made.
 */
final class Engine implements AutoCloseable {
  /** Those classes of ours that snippets name: their compiler has to know them. */
  private static final List<Class<?>> NAMED =
      List.of(Peek.class, Commands.class, Running.class, Refused.class);

  private final Host host;
  private final Instrumentation instrumentation;
  private final Surroundings surroundings;
  private final Runner runner;
  private final Errands errands;
  private @Nullable SnippetLoader loader;

  private Engine(Host host, Surroundings surroundings, Errands errands) {
    this.host = host;
    this.errands = errands;
    this.instrumentation = host.instrumentation();
    this.surroundings = surroundings;
    SnippetLoader snippets = new SnippetLoader(surroundings.parent());
    this.loader = snippets;
    this.runner = new Runner(host, snippets);
  }

  /**
   * @throws UsageException if the class that {@code --as} names is not loaded
   */
  static Engine open(Host host, Call call) throws UsageException {
    Instrumentation instrumentation = host.instrumentation();
    ClassLoader parent = Anchor.loader(instrumentation, call.options().getOrDefault("as", ""));
    Peek.opens(instrumentation);
    Offspring.forget();
    Map<String, String> told = new LinkedHashMap<>(call.options());
    told.keySet().retainAll(Set.of("jvm", "session"));
    Errands errands = new Errands(host, told, call.output());
    Commands.by(errands);
    return new Engine(host, new Surroundings(instrumentation, parent), errands);
  }

  /** What the compiler has to know, and that the shell is ready. The call stays open. */
  void describe(Call call, Call.Hold hold) {
    runner.ask(
        () -> {
          surroundings.openModules(loader().getUnnamedModule());
          call.output().record(surroundings.facts());
          for (Map<String, Object> place : surroundings.places()) call.output().record(place);
          for (Class<?> each : NAMED) call.output().record(file(each));
          call.output().record(Map.of("kind", "ready"));
        },
        failed -> hold.fail("SONDE-PLUGIN: the shell could not look around: " + failed));
  }

  private static Map<String, Object> file(Class<?> type) throws IOException {
    String name = type.getName();
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      if (in == null) throw new IOException("expected " + file + " in the plugin's jar");
      return Map.of("kind", "class", "name", name, "bytes", in.readAllBytes());
    }
  }

  /** The operator has loaded a plugin that was asked for, or says why not. */
  void loaded(String plugin, String error) {
    errands.loaded(plugin, error);
  }

  void classes(String index, List<String> unread, Call call) {
    runner.run(
        call,
        () -> surroundings.classes(Integer.parseInt(index), unread, call.output()::record),
        false);
  }

  void define(List<String> names, List<byte[]> files, Call call) throws UsageException {
    checkEach(names, files);
    for (int i = 0; i < names.size(); i++) loader().add(names.get(i), files.get(i));
    runner.run(
        call,
        () -> {
          for (String name : names) loader().loadClass(name);
        },
        false);
  }

  /** Changes method bodies; what more is changed the JVM refuses, and jshell then begins anew. */
  void redefine(List<String> names, List<byte[]> files, Call call) throws UsageException {
    checkEach(names, files);
    runner.run(
        call,
        () -> {
          ClassDefinition[] definitions = new ClassDefinition[names.size()];
          for (int i = 0; i < definitions.length; i++)
            definitions[i] = new ClassDefinition(loader().loadClass(names.get(i)), files.get(i));
          instrumentation.redefineClasses(definitions);
          for (int i = 0; i < definitions.length; i++) loader().add(names.get(i), files.get(i));
        },
        false);
  }

  void invoke(String type, String method, Call call) {
    runner.run(
        call,
        () -> {
          Method snippet = loader().loadClass(type).getDeclaredMethod(method);
          snippet.setAccessible(true);
          tell(call, snippet.invoke(null));
        },
        true);
  }

  void value(String type, String name, Call call) {
    runner.run(
        call,
        () -> {
          Field variable = loader().loadClass(type).getDeclaredField(name);
          variable.setAccessible(true);
          tell(call, variable.get(null));
        },
        true);
  }

  private static void tell(Call call, @Nullable Object value) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("kind", "value");
    record.put("text", ValueText.of(value));
    call.output().record(record);
  }

  private static void checkEach(List<String> names, List<byte[]> files) throws UsageException {
    if (names.size() != files.size())
      throw new UsageException(
          "SONDE-USAGE", "shell: expected " + names.size() + " class files, got " + files.size());
  }

  private SnippetLoader loader() {
    SnippetLoader open = loader;
    if (open == null) throw new IllegalStateException("expected an open shell, it was left");
    return open;
  }

  /**
   * Stops what runs and lets go of the snippets. The report names threads that go on, and objects
   * that the application keeps.
   */
  @Override
  public void close() {
    loader = null;
    Commands.by(null);
    errands.close();
    List<String> left = runner.close();
    host.removed("snippet threads", runner.started() - left.size(), left.isEmpty());
    String kept =
        left.isEmpty() ? Offspring.kept(Peek::origins) : "threads of snippets go on: " + left;
    if (!kept.isEmpty()) host.remains(kept);
    Offspring.forget();
    Peek.opens(null);
  }
}
