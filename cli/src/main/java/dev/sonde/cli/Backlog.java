package dev.sonde.cli;

import dev.sonde.operator.session.JsonBytes;
import dev.sonde.operator.session.Told;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lines on their way out. Those of records that came together are written together, and whoever
 * reads them is asked once if it still does: each by itself would cost more than all the rest.
 */
final class Backlog {
  private static final int FULL = 32 << 10;

  private final Lines lines;
  private final JsonBytes bytes = new JsonBytes(FULL / 2);
  private boolean keeping;

  Backlog(Lines lines) {
    this.lines = lines;
  }

  /**
   * Adds a call, and those that came with it and right behind it, as lines of JSON; they are
   * written with the next {@link #flush} at the latest.
   *
   * @param counted is told how many came
   */
  synchronized void addAll(Told calls, AtomicLong counted) {
    keeping = true;
    try {
      while (calls.lines(bytes, FULL, counted)) write();
    } catch (RuntimeException breach) {
      flush();
      throw breach;
    }
    if (bytes.size() >= FULL) write();
  }

  /** As {@link #addAll}, of one call. */
  synchronized void add(Told call) {
    keeping = true;
    int start = bytes.size();
    try {
      call.json(bytes);
    } catch (RuntimeException breach) {
      bytes.truncate(start);
      flush();
      throw breach;
    }
    bytes.raw('\n');
    if (bytes.size() >= FULL) write();
  }

  /** From now on lines are kept until {@link #flush}. */
  synchronized void keep() {
    keeping = true;
  }

  /** Writes lines out at once, behind those that were kept, or keeps them, too. */
  synchronized void print(List<String> all) {
    for (String each : all) bytes.raw(each).raw('\n');
    if (!keeping || bytes.size() >= FULL) write();
  }

  /** Whether anything is kept now. */
  synchronized boolean waiting() {
    return bytes.size() > 0;
  }

  /** Writes out what was kept. */
  synchronized void flush() {
    keeping = false;
    write();
  }

  private void write() {
    int size = bytes.size();
    bytes.truncate(0); // also where writing fails: nobody reads it later
    if (size > 0) lines.write(bytes.array(), size);
  }
}
