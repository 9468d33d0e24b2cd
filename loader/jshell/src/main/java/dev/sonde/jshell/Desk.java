package dev.sonde.jshell;

import dev.sonde.operator.session.Run;
import dev.sonde.operator.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Speaks the verbs of the plugin {@code shell} over a session. */
final class Desk {
  private static final String COMMAND = "shell";

  private final Session session;
  private @Nullable Run running;
  private boolean asking;
  private boolean stopped;

  Desk(Session session) {
    this.session = session;
  }

  /** Begins an engine, which lasts until the returned run is cancelled. */
  Run open(String as, Consumer<Map<String, @Nullable Object>> records) {
    Map<String, String> options =
        Map.of(
            "as",
            as,
            "jvm",
            Long.toString(session.jvm().pid()),
            "session",
            String.valueOf(session.id()));
    return session.run(COMMAND, List.of("open"), options, records::accept);
  }

  /**
   * Answers a question for a plugin, beside what else is asked.
   *
   * @param error {@code SONDE-ID: sentence}; empty: it is loaded
   */
  void loaded(String plugin, String error) {
    session.run(COMMAND, List.of("loaded", plugin, error), Map.of(), record -> {});
  }

  /** Brings classes; the records say if the JVM refuses them. */
  void bring(
      String verb,
      List<String> names,
      List<byte[]> files,
      Consumer<Map<String, @Nullable Object>> records) {
    Parcel parcel = new Parcel();
    files.forEach(parcel::add);
    List<String> pieces = parcel.pieces();
    int last = pieces.size() - 1;
    for (String piece : pieces.subList(0, last))
      ask(List.of("part"), Map.of("bytes", piece), each -> {});
    List<String> words = new ArrayList<>(List.of(verb));
    words.addAll(names);
    ask(words, Map.of("bytes", pieces.get(last)), records);
  }

  /** Asks, and returns when the answer has ended. */
  void ask(List<String> words, Consumer<Map<String, @Nullable Object>> records) {
    ask(words, Map.of(), records);
  }

  private void ask(
      List<String> words,
      Map<String, String> options,
      Consumer<Map<String, @Nullable Object>> records) {
    begin();
    try {
      Run run = session.run(COMMAND, words, options, records::accept);
      runs(run);
      await(run);
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    asking = true;
    stopped = false;
  }

  /** A snippet prints, and who sees it may want to stop it, before it is known here to run. */
  private synchronized void runs(Run run) {
    running = run;
    if (stopped) run.cancel();
  }

  private synchronized void end() {
    running = null;
    asking = false;
  }

  private static void await(Run run) {
    boolean interrupted = false;
    while (true)
      try {
        run.await();
        if (interrupted) Thread.currentThread().interrupt();
        return;
      } catch (InterruptedException hurried) {
        run.cancel();
        interrupted = true;
      }
  }

  /** Asks what runs to stop; from any thread. */
  synchronized void stop() {
    stopped = asking;
    if (running != null) running.cancel();
  }
}
