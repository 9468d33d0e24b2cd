package dev.sonde.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is begun anew when it is full; the one before is kept beside it, with {@code .1} at
 * its end, and takes the place of an older one.
 */
final class RollingLines implements Lines {
  static final long FULL = 64L << 20;

  private final Path file;
  private final long full;
  private FileLines current;
  private long written;

  RollingLines(Path file, long full) {
    this.file = file;
    this.full = full;
    current = FileLines.create(file);
  }

  @Override
  public boolean intoFile() {
    return true;
  }

  @Override
  public synchronized void write(byte[] utf8, int length) {
    if (written > 0 && written + length > full) roll();
    current.write(utf8, length);
    written += length;
  }

  private void roll() {
    current.close();
    try {
      Path before = file.resolveSibling(file.getFileName() + ".1");
      Files.move(file, before, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    current = FileLines.create(file);
    written = 0;
  }

  @Override
  public synchronized void close() {
    current.close();
  }
}
