package dev.sonde.shell;

import dev.sonde.api.Output;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;

/** What one snippet prints, on its way to the operator: the first megabyte of it. */
final class Spill extends OutputStream {
  static final int MOST = 1 << 20;
  private static final int PIECE = 16 << 10;
  private static final long SOON_NANOS = 50_000_000;

  private final Output output;
  private final boolean err;
  private final byte[] piece = new byte[PIECE];
  private int size;
  private long taken;
  private long cut;
  private long sent = System.nanoTime();

  Spill(Output output, boolean err) {
    this.output = output;
    this.err = err;
  }

  @Override
  public synchronized void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    int fitting = (int) Math.min(length, MOST - taken);
    taken += fitting;
    cut += length - fitting;
    for (int done = 0; done < fitting; ) {
      int some = Math.min(fitting - done, PIECE - size);
      System.arraycopy(bytes, from + done, piece, size, some);
      done += some;
      size += some;
      if (size == PIECE) flush();
    }
    if (System.nanoTime() - sent > SOON_NANOS) flush();
  }

  @Override
  public synchronized void flush() {
    sent = System.nanoTime();
    if (size == 0) return;
    output.record(Map.of("kind", "print", "err", err, "bytes", Arrays.copyOf(piece, size)));
    size = 0;
  }

  @Override
  public synchronized void close() {
    flush();
    if (cut > 0) output.record(Map.of("kind", "cut", "err", err, "bytes", cut));
    cut = 0;
    taken = MOST;
  }
}
