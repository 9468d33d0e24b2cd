package dev.sonde.tracer;

import dev.sonde.api.Encoder;
import dev.sonde.api.Events;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.capture.Redaction;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.condition.Seen;
import dev.sonde.tracer.select.Loaders;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of one look, one for each loader: {@code {kind: value, class, loader, loaders, type,
 * value}}, or in the place of type and value what was refused there.
 */
final class ValueRows {
  private static final int MOST_NOTES = 10;
  private static final int LONGEST_NOTE = 300;
  private static final long PATIENCE_NANOS = 2_000_000_000;

  private final Events events;
  private final Snapshot snapshot;
  private final int loaders;
  private final List<Encoder> rows = new ArrayList<>();
  private boolean found;

  /**
   * @param loaders how many have the class
   */
  ValueRows(Events events, Snapshot snapshot, int loaders) {
    this.loaders = loaders;
    this.events = events;
    this.snapshot = snapshot;
  }

  /** Whether there is a value in any of them. */
  boolean hasFound() {
    return found;
  }

  void found(Class<?> root, Seen seen) {
    found = true;
    Encoder row = row(root).text("type").text(seen.type());
    if (!seen.notes().isEmpty()) {
      row.text("notes").list();
      for (String each : seen.notes().subList(0, Math.min(MOST_NOTES, seen.notes().size())))
        row.text(each.length() > LONGEST_NOTE ? each.substring(0, LONGEST_NOTE) + "…" : each);
      row.end();
    }
    String word = seen.secret() ? Redaction.word(seen.name()) : null;
    snapshot.named(row.text("value"), word, seen.name(), seen.value());
    rows.add(row.end());
  }

  void refused(Class<?> root, UsageException refusal) {
    rows.add(
        row(root)
            .text("id")
            .text(refusal.id())
            .text("error")
            .text(String.valueOf(refusal.getMessage()))
            .end());
  }

  private Encoder row(Class<?> root) {
    return events
        .encoder(256)
        .map()
        .text("v")
        .integer(1)
        .text("kind")
        .text("value")
        .text("class")
        .text(root.getName())
        .text("loader")
        .text(Loaders.name(root.getClassLoader()))
        .text("loaders")
        .integer(loaders);
  }

  /**
   * Hands all records over.
   *
   * @param more loaders that were not asked
   */
  void send(int more) throws InterruptedException {
    for (Encoder row : rows) send(row);
    if (more == 0) return;
    String text =
        more + " more class loaders have this class: choose one, as in {app}com.acme.App.x";
    send(
        events
            .encoder(128)
            .map()
            .text("v")
            .integer(1)
            .text("kind")
            .text("warning")
            .text("id")
            .text("SONDE-MORE")
            .text("text")
            .text(text)
            .end());
  }

  /** Waits until the record before has left: this is no thread of the application. */
  private void send(Encoder row) throws InterruptedException {
    long start = System.nanoTime();
    while (!events.flushed() && System.nanoTime() - start < PATIENCE_NANOS) Thread.sleep(1);
    if (!events.offer(row)) throw new IllegalStateException("the operator takes no more records");
  }
}
