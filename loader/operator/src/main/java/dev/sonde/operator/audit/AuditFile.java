package dev.sonde.operator.audit;

import dev.sonde.json.JsonWriter;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.state.StateHome;
import dev.sonde.operator.repository.state.StateLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code audit.jsonl} in the operator's home: appended to under a lock, whole lines or nothing, in
 * two files of a bounded size.
 *
 * <p>Lines are handed to the kernel and not flushed to the disk: a killed sonde loses none, a
 * machine that loses power the last seconds, and no command waits for a disk.
 */
public final class AuditFile implements Audit {
  static final String NAME = "audit.jsonl";
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<OpenOption> APPEND =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);

  private final StateHome home;
  private final long limit;
  private final Consumer<String> warnings;
  private boolean warned;

  /**
   * @param warnings hears once why a line could not be written
   */
  public AuditFile(StateHome home, Consumer<String> warnings) {
    this(home, 16 << 20, warnings);
  }

  /**
   * @param limit of one file, in bytes
   */
  AuditFile(StateHome home, long limit, Consumer<String> warnings) {
    this.home = home;
    this.limit = limit;
    this.warnings = warnings;
  }

  /** Where the file is, or would be; null where there is no home. */
  public static @Nullable Path path(StateHome home) {
    return home.path().map(folder -> folder.resolve(NAME)).orElse(null);
  }

  @Override
  public synchronized void write(Map<String, ? extends @Nullable Object> line) {
    try {
      append(line);
    } catch (SondeException e) {
      warn(String.valueOf(e.getMessage()).replaceFirst("^SONDE-[A-Z-]+: ", ""));
    } catch (IOException | UnsupportedOperationException e) {
      warn(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  /** Without the lock: a line that is just being written makes it the one before. */
  @Override
  public synchronized String last() {
    try {
      return last(home.folder().resolve(NAME));
    } catch (SondeException | IOException | UnsupportedOperationException e) {
      return ""; // writing says why
    }
  }

  private void append(Map<String, ? extends @Nullable Object> line) throws IOException {
    Path folder = home.folder();
    StateLock lock =
        StateLock.acquire(folder.resolve("audit.lock"), PATIENCE)
            .orElseThrow(() -> new IOException("another sonde has held its lock for 1 s"));
    try {
      append(folder.resolve(NAME), line);
    } finally {
      lock.close();
    }
  }

  private void append(Path file, Map<String, ? extends @Nullable Object> line) throws IOException {
    byte[] bytes = bytes(line, last(file));
    if (size(file) > 0 && size(file) + bytes.length > limit)
      Files.move(file, Chain.rotated(file), StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel out = open(file)) {
      append(out, bytes);
    }
  }

  private static byte[] bytes(Map<String, ? extends @Nullable Object> line, String prev) {
    Map<String, @Nullable Object> chained = new LinkedHashMap<>(line);
    chained.put(Chain.PREV, prev);
    return (JsonWriter.line(chained) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** SHA-256 of the last line that was written, in this file or in the one before it. */
  private static String last(Path file) throws IOException {
    for (Path each : new Path[] {file, Chain.rotated(file)}) {
      if (size(each) == 0) continue;
      try (FileChannel in = open(each)) {
        return Sha256.hex(LastLine.of(in));
      }
    }
    return Chain.BEGINNING;
  }

  /** Zero where there is none. */
  private static long size(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return 0;
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile())
      throw new IOException(file + " is not a regular file: move it away");
    return found.size();
  }

  private static FileChannel open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, APPEND, PosixFilePermissions.asFileAttribute(OWNER));
    if (!OWNER.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)))
      Files.setPosixFilePermissions(file, OWNER);
    return channel;
  }

  /** All of it, or the file as it was. */
  private static void append(FileChannel out, byte[] bytes) throws IOException {
    long before = out.size();
    boolean cut = before > 0 && LastLine.at(out, before - 1) != '\n';
    try {
      out.position(before);
      if (cut) out.write(ByteBuffer.wrap(new byte[] {'\n'}));
      for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) out.write(rest);
    } catch (IOException e) {
      out.truncate(before);
      throw e;
    }
  }

  private void warn(String why) {
    if (warned) return;
    warned = true;
    warnings.accept(
        ErrorId.STATE_PERMISSION.id()
            + ": what this command does is not audited on this side ("
            + home.path().map(Path::toString).orElse("no home folder; set SONDE_HOME")
            + "): "
            + why
            + ". The command goes on.");
  }
}
