package dev.sonde.operator.audit;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The end of a file of lines, read from behind. */
final class LastLine {
  private static final int STEP = 8 << 10;

  private LastLine() {}

  /** The last line, without its line feed. */
  static byte[] of(FileChannel file) throws IOException {
    long end = file.size();
    if (end > 0 && at(file, end - 1) == '\n') end--;
    long from = start(file, end);
    return read(file, from, Math.toIntExact(end - from));
  }

  static byte at(FileChannel file, long position) throws IOException {
    return read(file, position, 1)[0];
  }

  private static long start(FileChannel file, long end) throws IOException {
    for (long to = end; to > 0; to -= STEP) {
      long from = Math.max(0, to - STEP);
      byte[] block = read(file, from, Math.toIntExact(to - from));
      for (int i = block.length - 1; i >= 0; i--) if (block[i] == '\n') return from + i + 1;
    }
    return 0;
  }

  private static byte[] read(FileChannel file, long from, int count) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(count);
    while (into.hasRemaining())
      if (file.read(into, from + into.position()) < 0)
        throw new EOFException("a file grew shorter");
    return into.array();
  }
}
