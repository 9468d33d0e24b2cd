package dev.sonde.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, in UTF-8, which remembers why something could not be written: a PrintStream only
 * tells that.
 */
final class Stdout extends PrintStream {
  private static final Path OF_PROCESS = Path.of("/proc/self/fd/1");

  private final Sink sink;
  private final Path link;

  private Stdout(Sink sink, Path link) {
    super(sink, false, StandardCharsets.UTF_8);
    this.sink = sink;
    this.link = link;
  }

  static Stdout ofProcess() {
    return new Stdout(new Sink(new FileOutputStream(FileDescriptor.out)), OF_PROCESS);
  }

  /**
   * @param link to where it leads, as {@code /proc/self/fd} has it
   */
  static Stdout of(OutputStream out, Path link) {
    return new Stdout(new Sink(out), link);
  }

  /**
   * Why what was printed is not where it should be, as on a full disk; null if it is, or if its
   * reader has left, as {@code head -1} does, and so has got what it wanted.
   */
  @Nullable String lost() {
    flush();
    return sink.failure == null || readByOthers() ? null : sink.failure;
  }

  private boolean readByOthers() {
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("pipe:")
          || target.startsWith("socket:")
          || target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  private static final class Sink extends FilterOutputStream {
    private volatile @Nullable String failure;

    Sink(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        if (failure == null) failure = String.valueOf(e.getMessage());
        throw e;
      }
    }
  }
}
