package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Renders values of the application into records, bounded in depth, width, bytes and time, without
 * calling any code of the application. One per session; any thread. What cannot be read is said in
 * its place; only an error of the JVM itself is thrown.
 */
public final class Snapshot {
  /** Stands for a name without a strong word: the map takes no null. */
  private static final String HARMLESS = "";

  private static final int NAMES = 4096;

  private final Shapes shapes;
  private final Containers containers;
  private final Throwables throwables;
  private final LongSupplier nanos;
  private final Map<String, String> words = new ConcurrentHashMap<>();

  public Snapshot(Opener opener) {
    this(opener, System::nanoTime);
  }

  Snapshot(Opener opener, LongSupplier nanos) {
    this.shapes = new Shapes(opener);
    this.containers = new Containers(opener);
    this.throwables = new Throwables(opener);
    this.nanos = nanos;
  }

  /** Writes one value: a return value, for instance. */
  public void write(Encoder out, @Nullable Object value) {
    rendering(out).value(value, 0);
  }

  /** Writes the value of an argument, redacted where its name says that it is a secret. */
  public void argument(Encoder out, String name, @Nullable Object value) {
    String word = words.get(name);
    if (word == null) word = remember(name);
    rendering(out).named(word.equals(HARMLESS) ? null : word, name, value, 0);
  }

  /** Writes {@code {type, message, at: {class, method, line}}}. */
  public void thrown(Encoder out, Throwable thrown) {
    int start = out.size();
    try {
      throwables.write(out, thrown);
    } catch (RuntimeException | LinkageError unreadable) {
      out.truncate(start);
      out.map().text("type").text(thrown.getClass().getName()).end();
    }
  }

  private Rendering rendering(Encoder out) {
    return new Rendering(out, shapes, containers, throwables, nanos);
  }

  private String remember(String name) {
    String word = Redaction.word(name);
    String known = word == null ? HARMLESS : word;
    if (words.size() < NAMES) words.put(name, known);
    return known;
  }
}
