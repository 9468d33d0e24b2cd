package dev.sonde.operator.repository.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The right to change the state, held by one process at a time; the kernel takes it back from a
 * killed one.
 */
public record StateLock(Path path, FileChannel channel) implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);

  /**
   * Empty where another one holds it for all of {@code patience}: it may be stopped, and we go on
   * without.
   */
  public static Optional<StateLock> acquire(Path file, Duration patience) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      long end = System.nanoTime() + patience.toNanos();
      do {
        if (lock(channel).isPresent()) return Optional.of(new StateLock(file, channel));
      } while (System.nanoTime() < end && pause());
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // this process has it, through another object
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Gives the lock back; twice is harmless. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
