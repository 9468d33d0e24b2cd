package dev.sonde.shell;

import dev.sonde.api.Call;
import dev.sonde.api.Command;
import dev.sonde.api.Host;
import dev.sonde.api.UsageException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code shell}: one engine at a time, and the verbs that are spoken to it. Commands
 * come one after the other, on {@code sonde-work}.
 */
final class Shell implements Command, AutoCloseable {
  private final Host host;
  private final Parcel parcel = new Parcel();
  private @Nullable Engine engine;

  Shell(Host host) {
    this.host = host;
  }

  @Override
  public void run(Call call) throws UsageException {
    List<String> words = call.args();
    String bytes = call.options().getOrDefault("bytes", "");
    switch (words.isEmpty() ? "" : words.get(0)) {
      case "open" -> open(call);
      case "part" -> parcel.add(bytes);
      case "define" -> engine().define(names(words), parcel.open(bytes), call);
      case "redefine" -> engine().redefine(names(words), parcel.open(bytes), call);
      case "invoke" -> engine().invoke(word(words, 1), word(words, 2), call);
      case "value" -> engine().value(word(words, 1), word(words, 2), call);
      case "loaded" -> engine().loaded(word(words, 1), word(words, 2));
      case "classes" -> engine().classes(word(words, 1), names(names(words)), call);
      default -> throw usage("one of its verbs; sonde shell JVM speaks them", words.toString());
    }
  }

  private void open(Call call) throws UsageException {
    close();
    Engine opened = Engine.open(host, call);
    engine = opened;
    Call.Hold hold = call.hold();
    call.onCancel(
        () -> {
          if (engine == opened) closeThen(hold);
          else hold.done();
        });
    opened.describe(call, hold);
  }

  private void closeThen(Call.Hold hold) {
    try {
      close();
    } finally {
      hold.done();
    }
  }

  /** Also the end of the session. What it throws stands in the removal report. */
  @Override
  public void close() {
    Engine last = engine;
    engine = null;
    if (last != null) last.close();
  }

  private Engine engine() throws UsageException {
    if (engine == null) throw usage("a shell that is open", "none");
    return Objects.requireNonNull(engine);
  }

  private static List<String> names(List<String> words) {
    return words.subList(1, words.size());
  }

  private static String word(List<String> words, int index) throws UsageException {
    if (index >= words.size()) throw usage("more words", words.toString());
    return words.get(index);
  }

  private static UsageException usage(String expected, String actual) {
    return new UsageException("SONDE-USAGE", "shell: expected " + expected + ", got " + actual);
  }

  @Override
  public String toString() {
    return "the shell";
  }
}
