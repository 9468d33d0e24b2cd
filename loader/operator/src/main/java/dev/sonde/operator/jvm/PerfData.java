package dev.sonde.operator.jvm;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The performance data that a HotSpot JVM keeps in {@code hsperfdata_USER/PID}, version 2: its
 * texts. HotSpot cuts each at 1,023 characters ({@code PerfMaxStringConstLength}).
 */
record PerfData(Map<String, String> texts) {
  static final PerfData NONE = new PerfData(Map.of());

  private static final String FOLDER = "hsperfdata_";
  private static final int MAGIC = 0xcafec0c0;
  private static final int CUT = 1_023;
  private static final int MAX_SIZE = 1 << 20;

  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  boolean cut(String name) {
    return text(name).length() >= CUT;
  }

  /**
   * The file of the process with this pid and owner below a {@code /tmp}. A file of another owner
   * is not its own, whatever its name.
   *
   * @param user the owner's name here, which may be another one there; looked for first, for some
   *     {@code /tmp} have thousands of files
   */
  static Optional<Path> file(Path tmp, long insidePid, long uid, String user) {
    Path usual = tmp.resolve(FOLDER + user);
    if (isOwn(usual, insidePid, uid)) return Optional.of(usual.resolve(Long.toString(insidePid)));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(tmp)) {
      for (Path folder : all)
        if (folder.getFileName().toString().startsWith(FOLDER) && isOwn(folder, insidePid, uid))
          return Optional.of(folder.resolve(Long.toString(insidePid)));
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean isOwn(Path folder, long insidePid, long uid) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && owner(folder.resolve(Long.toString(insidePid))) == uid;
  }

  /** What a file holds; nothing if it is no such file, or still being set up. */
  static PerfData read(Path file) {
    try (var channel =
        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), MAX_SIZE));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      return parse(bytes.flip());
    } catch (IOException | RuntimeException unreadable) {
      return NONE;
    }
  }

  /**
   * The header is magic, byte order, version; then used, overflow, time stamp, where the entries
   * start, how many there are.
   */
  static PerfData parse(ByteBuffer in) {
    if (in.remaining() < 32 || in.getInt(0) != MAGIC || in.get(5) != 2) return NONE;
    in.order(in.get(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    Map<String, String> texts = new HashMap<>();
    try {
      int at = in.getInt(24);
      for (int left = in.getInt(28); left > 0; left--) {
        int length = in.getInt(at);
        if (length <= 0) break;
        entry(in, at, texts);
        at += length;
      }
    } catch (IndexOutOfBoundsException | BufferUnderflowException cutOff) {
      return new PerfData(texts);
    }
    return new PerfData(texts);
  }

  /**
   * An entry is length, offset of its name, vector length, type, flags, unit, variability, offset
   * of its data. A text is a vector of type B.
   */
  private static void entry(ByteBuffer in, int at, Map<String, String> texts) {
    int vector = in.getInt(at + 8);
    if (in.get(at + 12) != 'B' || vector <= 0) return;
    texts.put(
        string(in, at + in.getInt(at + 4), MAX_SIZE), string(in, at + in.getInt(at + 16), vector));
  }

  private static String string(ByteBuffer in, int from, int max) {
    int to = from;
    while (to - from < max && in.get(to) != 0) to++;
    byte[] bytes = new byte[to - from];
    in.get(from, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static long owner(Path file) {
    try {
      Map<String, Object> found =
          Files.readAttributes(file, "unix:uid,isRegularFile", LinkOption.NOFOLLOW_LINKS);
      return Boolean.TRUE.equals(found.get("isRegularFile")) ? (Integer) found.get("uid") : -1;
    } catch (IOException | RuntimeException absent) {
      return -1;
    }
  }
}
