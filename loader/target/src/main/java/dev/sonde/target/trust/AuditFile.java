package dev.sonde.target.trust;

import dev.sonde.json.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A file of lines of which each carries the SHA-256 of the one before it: who takes out or changes
 * one breaks the chain. Shared by the JVMs of one user; open only while a line is written.
 */
record AuditFile(Path path, TrustedPath way) {
  /** No line of ours is longer. */
  private static final int LONGEST = 128 << 10;

  /** What the first line names, here and in the operator's file. */
  private static final String BEGINNING = "0".repeat(64);

  private static final int NOT_PRIVATE = 022;
  private static final int TYPE = 0170000;
  private static final int FILE = 0100000;
  private static final long PATIENCE_NANOS = 2_000_000_000L;
  private static final long PAUSE_NANOS = 5_000_000L;

  /**
   * Appends a line, and answers with its SHA-256 in hex. A line that was not written whole is taken
   * back.
   */
  String append(Map<?, ?> content) throws IOException {
    Path file = file();
    try (FileChannel channel = open(file)) {
      check(file);
      FileLock lock = lock(channel);
      try {
        return append(channel, content);
      } finally {
        lock.release();
      }
    }
  }

  private Path file() throws IOException {
    Path folder = path.getParent();
    if (folder == null) throw new IOException("expected a file, got " + path);
    Path real = way.folder(folder).orElseThrow(() -> new NoSuchFileException(folder.toString()));
    Path file = real.resolve(path.getFileName());
    try {
      check(file);
    } catch (NoSuchFileException first) {
      return file; // it will be made
    }
    return file;
  }

  /** Looked at before it is opened, too: opening a pipe would wait. */
  private void check(Path file) throws IOException {
    int mode = way.look(file);
    if ((mode & TYPE) != FILE) throw new IOException("expected a regular file, no link: " + file);
    if ((mode & NOT_PRIVATE) != 0)
      throw new IOException(
          "expected mode 600 of " + file + ", got " + Integer.toOctalString(mode & 07777));
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            LinkOption.NOFOLLOW_LINKS),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    do {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) return lock;
      } catch (OverlappingFileLockException anotherSession) {
        LockSupport.parkNanos(PAUSE_NANOS); // of this JVM
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    } while (System.nanoTime() - deadline < 0);
    throw new IOException("somebody else has had it locked for seconds");
  }

  private static String append(FileChannel channel, Map<?, ?> content) throws IOException {
    long size = channel.size();
    byte[] tail = tail(channel, size);
    boolean torn = tail.length > 0 && tail[tail.length - 1] != '\n';
    byte[] before = lastLine(tail, size > tail.length);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("v", 1);
    line.put("prev", size == 0 ? BEGINNING : sha256(before));
    content.forEach((key, value) -> line.put(key.toString(), value));
    byte[] bytes = JsonWriter.line(line).getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(bytes.length + 2);
    if (torn) out.put((byte) '\n'); // of a process that was killed while it wrote
    out.put(bytes).put((byte) '\n').flip();
    try {
      for (long at = size; out.hasRemaining(); ) at += channel.write(out, at);
    } catch (IOException failed) {
      channel.truncate(size);
      throw failed;
    }
    return sha256(bytes);
  }

  private static byte[] tail(FileChannel channel, long size) throws IOException {
    ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size, LONGEST + 2));
    long from = size - tail.capacity();
    while (tail.hasRemaining())
      if (channel.read(tail, from + tail.position()) < 0)
        throw new IOException("it became shorter while it was read");
    return tail.array();
  }

  private static byte[] lastLine(byte[] tail, boolean more) throws IOException {
    int end = tail.length > 0 && tail[tail.length - 1] == '\n' ? tail.length - 1 : tail.length;
    int start = end;
    while (start > 0 && tail[start - 1] != '\n') start--;
    if (start == 0 && more)
      throw new IOException("expected lines of at most " + LONGEST + " bytes, got a longer one");
    return Arrays.copyOfRange(tail, start, end);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
