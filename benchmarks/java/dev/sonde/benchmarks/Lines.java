package dev.sonde.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Counts what a tool says, as fast as it says it, and gives some lines on. */
final class Lines {
  private static final int BUFFER = 1 << 18;
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = ONES * 0x80;
  private static final long NEWLINES = ONES * '\n';

  private final byte[] record;
  private final byte[] wanted;
  private final Consumer<String> taker;
  private volatile long records;
  private volatile long firstNanos;
  private volatile long bytes;
  private volatile boolean over;

  private Lines(String record, String wanted, Consumer<String> taker) {
    this.record = record.getBytes(StandardCharsets.UTF_8);
    this.wanted = wanted.getBytes(StandardCharsets.UTF_8);
    this.taker = taker;
  }

  /**
   * Reads a stream to its end, in a thread of its own.
   *
   * @param record how a line begins that tells of one call; blanks before it do not count
   * @param wanted how a line begins that is given on
   */
  static Lines read(InputStream in, String record, String wanted, Consumer<String> taker) {
    Lines lines = new Lines(record, wanted, taker);
    Thread reader = new Thread(() -> lines.read(in), "lines");
    reader.setDaemon(true);
    reader.start();
    return lines;
  }

  long records() {
    return records;
  }

  long bytes() {
    return bytes;
  }

  boolean over() {
    return over;
  }

  /** When the first record was there, by {@link System#nanoTime}; 0: not yet. */
  long firstNanos() {
    return firstNanos;
  }

  private void read(InputStream in) {
    byte[] buffer = new byte[BUFFER];
    int kept = 0;
    try {
      for (int count; (count = in.read(buffer, kept, BUFFER - kept)) >= 0; ) {
        bytes += count;
        int end = kept + count;
        int done = whole(buffer, end);
        // A line longer than the buffer is of no interest.
        kept = done == 0 && end == BUFFER ? 0 : end - done;
        System.arraycopy(buffer, end - kept, buffer, 0, kept);
      }
    } catch (IOException closed) {
      // The process has ended.
    }
    over = true;
  }

  /** Looks at whole lines, and tells where they end. */
  private int whole(byte[] buffer, int end) {
    int start = 0;
    for (int i = newline(buffer, 0, end); i < end; i = newline(buffer, start, end)) {
      line(buffer, start, i);
      start = i + 1;
    }
    return start;
  }

  /** Thirty-two bytes at a time: who counts shall take little from what is counted. */
  private static int newline(byte[] buffer, int from, int end) {
    int at = from;
    while (at + 32 <= end
        && (found(buffer, at) | found(buffer, at + 8) | found(buffer, at + 16) | found(buffer, at + 24))
            == 0) at += 32;
    for (; at + 8 <= end; at += 8) {
      long found = found(buffer, at);
      if (found != 0) return at + Long.numberOfTrailingZeros(found) / 8;
    }
    while (at < end && buffer[at] != '\n') at++;
    return at;
  }

  /** The lowest bit that is set is that of the first newline; 0: there is none. */
  private static long found(byte[] buffer, int at) {
    long eight = (long) EIGHT.get(buffer, at) ^ NEWLINES;
    return eight - ONES & ~eight & HIGH;
  }

  private void line(byte[] buffer, int from, int to) {
    int start = from;
    while (start < to && buffer[start] == ' ') start++;
    if (begins(buffer, start, to, record)) {
      if (firstNanos == 0) firstNanos = System.nanoTime();
      records++;
    } else if (begins(buffer, start, to, wanted))
      taker.accept(new String(buffer, start, to - start, StandardCharsets.UTF_8));
  }

  private static boolean begins(byte[] buffer, int from, int to, byte[] with) {
    return to - from >= with.length
        && Arrays.equals(buffer, from, from + with.length, with, 0, with.length);
  }
}
