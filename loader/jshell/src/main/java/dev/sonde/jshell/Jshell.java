package dev.sonde.jshell;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.operator.session.Run;
import dev.sonde.operator.session.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.jspecify.annotations.Nullable;

/** One stay in a target with jshell's tool, from the first prompt to {@code /exit}. */
public final class Jshell implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;
  private static final List<String> IMPORTS =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.net.*",
          "java.nio.file.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "java.util.regex.*",
          "java.util.stream.*",
          "dev.sonde.shell.*",
          // On demand, so that what somebody declares under such a name comes first.
          "static dev.sonde.shell.Commands.*");

  /**
   * What was asked for.
   *
   * @param as the class through whose loader snippets look; empty: the system class loader
   * @param feedback a mode of jshell's; empty: its usual one
   */
  public record Asked(String as, String feedback) {}

  /** Who hears of it. */
  public interface Listener {
    void note(String sentence);

    /**
     * A snippet asks for a plugin.
     *
     * @param plugin as {@code sonde run} takes it
     * @throws SondeException if there is none, or none that can be trusted
     */
    VerifiedJar plugin(String plugin);

    /**
     * The shell ended, and not by who sits at it: the session was lost, or ended from elsewhere.
     *
     * @param why null: no failure
     */
    void ended(@Nullable RuntimeException why);
  }

  private final Session session;
  private final Desk desk;
  private final Asked asked;
  private final Listener listener;
  private final Lodging lodging;
  private final Failures failures = new Failures();
  private volatile @Nullable Engine engine;
  private final Set<String> loaded = new HashSet<>();
  private volatile boolean leaving;

  /** Where the compiler finds the application's classes. */
  private String path = "";

  /** One engine of the target: jshell takes a new one for {@code /reset}. */
  private final class Engine {
    final Described described = new Described(Jshell.this::need);
    final Run run = desk.open(asked.as(), described::accept);
    volatile boolean closed;
    boolean taken;

    Engine open() throws InterruptedException {
      Thread watcher = new Thread(this::watch, "sonde-shell-watch");
      watcher.setDaemon(true);
      watcher.start();
      if (described.await(PATIENCE_SECONDS)) return this;
      throw new SondeException(
          ErrorId.NOT_RESPONDING,
          "The target did not open the shell within " + PATIENCE_SECONDS + " s.");
    }

    private void watch() {
      RuntimeException why = null;
      try {
        run.await();
      } catch (RuntimeException failure) {
        why = failure;
      } catch (InterruptedException never) {
        return;
      }
      boolean begun = engine == this;
      described.over(why);
      if (begun && !closed && !leaving) listener.ended(why);
    }

    void close() {
      closed = true;
      run.cancel();
    }
  }

  public Jshell(Session session, Asked asked, Listener listener) {
    this.session = session;
    this.desk = new Desk(session);
    this.asked = asked;
    this.listener = listener;
    try {
      lodging = Lodging.in(Path.of(System.getProperty("java.io.tmpdir")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens the shell and stays until its user leaves; the tool's exit code. */
  public int run(PrintStream out, PrintStream err) throws InterruptedException {
    Engine first = new Engine().open();
    engine = first;
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    String spec = TargetControlProvider.open(this::control);
    try {
      thread.setContextClassLoader(new Doorplate());
      List<String> words = words(spec, first.described);
      return JavaShellToolBuilder.builder()
          .out(out)
          .err(err)
          // In memory: what is typed into an application is nothing for the history of jshell.
          .persistence(new HashMap<>())
          .start(words.toArray(String[]::new));
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      thread.setContextClassLoader(context);
      TargetControlProvider.close(spec);
      close();
    }
  }

  private List<String> words(String spec, Described described) throws IOException {
    Jvm jvm = session.jvm();
    Path root = jvm.place().foreign() ? Path.of("/proc/" + jvm.pid() + "/root") : null;
    path = new ClassPath(lodging.path(), root, listener::note).add(described, desk).toString();
    List<String> words = new ArrayList<>(List.of("--execution", spec));
    words.addAll(List.of("--startup", startup().toString()));
    if (!path.isEmpty()) words.addAll(List.of("--class-path", path));
    if (jvm.feature() < Runtime.version().feature())
      words.addAll(List.of("-C--release", "-C" + jvm.feature()));
    if (!asked.feedback().isEmpty()) words.addAll(List.of("--feedback", asked.feedback()));
    return words;
  }

  private Path startup() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String each : IMPORTS) lines.append("import ").append(each).append(";\n");
    int packaged = asked.as().lastIndexOf('.');
    if (packaged > 0) lines.append("import ").append(asked.as(), 0, packaged).append(".*;\n");
    return Files.writeString(lodging.path().resolve("startup.jsh"), lines);
  }

  /** On the reader thread, which must not wait for what it reads itself. */
  private void need(String plugin) {
    Thread thread = new Thread(() -> desk.loaded(plugin, load(plugin)), "sonde-shell-plugin");
    thread.setDaemon(true);
    thread.start();
  }

  /** Loads a plugin, once. Answers with what went wrong; empty: nothing. */
  private synchronized String load(String plugin) {
    if (loaded.contains(plugin)) return "";
    try {
      session.load(listener.plugin(plugin));
      loaded.add(plugin);
      return "";
    } catch (SondeException refused) {
      return String.valueOf(refused.getMessage());
    } catch (RuntimeException broken) { // this thread's boundary: a snippet waits for the answer
      return ErrorId.INTERNAL.id() + ": " + broken;
    }
  }

  /** For jshell, at the start and after each reset. */
  private ExecutionControl control(ExecutionEnv environment) {
    Engine mine = engine;
    if (mine == null || mine.taken) mine = anew();
    mine.taken = true;
    failures.of(environment);
    if (!new Widening(environment).by(path))
      listener.note(
          "the compiler may see what /env names in place of the application's classes: name them as"
              + " well, --class-path "
              + path);
    return new TargetControl(desk, environment, mine::close);
  }

  private Engine anew() {
    try {
      Engine next = new Engine().open();
      engine = next;
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the shell was opened again", e);
    }
  }

  /** How many snippets did not compile, or ended with an exception. */
  public int failures() {
    return failures.count();
  }

  /** Lets go of what is here; the session is its owner's. Twice: nothing. */
  @Override
  public void close() {
    leaving = true;
    desk.stop();
    try {
      lodging.close();
    } catch (IOException left) {
      listener.note(lodging.path() + " could not be deleted: " + left.getMessage());
    }
  }
}
