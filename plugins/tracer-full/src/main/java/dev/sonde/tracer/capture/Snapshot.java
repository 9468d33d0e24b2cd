package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Renders values of the application into records, bounded in depth, width, bytes and time, without
 * calling any code of the application. One per session; any thread. What cannot be read is said in
 * its place; only an error of the JVM itself is thrown.
 */
public final class Snapshot {
  private final Shapes shapes;
  private final Containers containers;
  private final Throwables throwables;
  private final Revealed revealed;
  private final boolean values;
  private final Extent extent;
  private final LongSupplier nanos;

  public Snapshot(Opener opener) {
    this(opener, System::nanoTime);
  }

  /**
   * With a clock of the caller's.
   *
   * @param nanos as {@link System#nanoTime}: what takes longer than 100 ms is cut off
   */
  public Snapshot(Opener opener, LongSupplier nanos) {
    this.shapes = new Shapes(opener);
    this.containers = new Containers(opener);
    this.throwables = new Throwables(opener);
    this.revealed = Revealed.NONE;
    this.values = true;
    this.extent = Extent.USUAL;
    this.nanos = nanos;
  }

  private Snapshot(Snapshot other, Revealed revealed, boolean values, Extent extent) {
    this.shapes = other.shapes;
    this.containers = other.containers;
    this.throwables = other.throwables;
    this.revealed = revealed;
    this.values = values;
    this.extent = extent;
    this.nanos = other.nanos;
  }

  /** The same, but for what is redacted by these names. */
  public Snapshot revealing(Revealed names) {
    return new Snapshot(this, names, values, extent);
  }

  /** One that takes no values at all, not even whether there is one: of exceptions the class. */
  public Snapshot withoutValues() {
    return new Snapshot(this, revealed, false, extent);
  }

  /**
   * One for a single value of a record: a whole record long, and so deep.
   *
   * @param depth at least 1
   */
  public Snapshot deep(int depth) {
    return new Snapshot(this, revealed, values, new Extent(depth, Limits.RECORD_BYTES));
  }

  /** Whether values are taken. */
  public boolean values() {
    return values;
  }

  public boolean reveals(String name) {
    return revealed.has(name);
  }

  /** Writes one value: a return value, for instance. */
  public void write(Encoder out, @Nullable Object value) {
    rendering(out).value(value, 0);
  }

  /**
   * Writes a value that has a name.
   *
   * @param word the strong word in that name, or null
   */
  public void named(Encoder out, @Nullable String word, String name, @Nullable Object value) {
    if (value == null) out.none();
    else if (word == null && value instanceof String text && out.size() < Limits.RECORD_BYTES)
      Secrets.write(out, text); // most values are, and need nothing else of what follows
    else rendering(out).named(word, name, value, 0);
  }

  /** Writes a whole number, unless it is a card's. */
  public void integer(Encoder out, long number) {
    Rendering.integer(out, number);
  }

  /**
   * Writes {@code {type, message, at: {class, method, line}, causes: [..]}}, messages only with
   * values.
   */
  public void thrown(Encoder out, Throwable thrown) {
    int start = out.size();
    try {
      throwables.write(out, thrown, values);
    } catch (RuntimeException | LinkageError unreadable) {
      out.truncate(start);
      out.map().text("type").text(thrown.getClass().getName()).end();
    }
  }

  private Rendering rendering(Encoder out) {
    return new Rendering(out, shapes, containers, throwables, revealed, extent, nanos);
  }
}
