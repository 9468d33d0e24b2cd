package dev.sonde.operator.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's view of processes, {@code /proc}. Processes end while one looks: what cannot be read
 * is absent, never an error.
 */
record Proc(Path root) {
  static final Proc SYSTEM = new Proc(Path.of("/proc"));

  /** How many clock ticks /proc counts in a second; fixed by the kernel's interface to programs. */
  private static final double TICKS = 100;

  private static final String DELETED = " (deleted)";
  private static final int MAX_TEXT = 4 << 20;

  List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> each = Files.newDirectoryStream(root, "[0-9]*")) {
      for (Path path : each) pids.add(Long.parseLong(path.getFileName().toString()));
    } catch (IOException | RuntimeException unreadable) {
      return List.of();
    }
    pids.sort(null);
    return pids;
  }

  Optional<ProcEntry> entry(long pid) {
    try {
      String stat = Files.readString(path(pid, "stat"), StandardCharsets.ISO_8859_1);
      String status = Files.readString(path(pid, "status"), StandardCharsets.ISO_8859_1);
      return Optional.of(ProcEntry.parse(pid, stat, status));
    } catch (IOException | RuntimeException ended) {
      return Optional.empty();
    }
  }

  /** The arguments it was started with; empty for a kernel thread. */
  List<String> commandLine(long pid) {
    List<String> words = List.of(text(path(pid, "cmdline")).split("\0", -1));
    return words.subList(0, words.size() - 1);
  }

  /**
   * The libjvm.so in its memory, as a path in its own file system; empty if there is none or it may
   * not be read.
   */
  Optional<String> libjvm(long pid) {
    try (BufferedReader maps =
        Files.newBufferedReader(path(pid, "maps"), StandardCharsets.ISO_8859_1)) {
      for (String line; (line = maps.readLine()) != null; )
        if (line.contains("/libjvm.so")) return Optional.of(mappedFile(line));
      return Optional.empty();
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * Where a symbolic link of this process points to, for instance {@code ns/mnt}; empty where that
   * may not be read.
   */
  String link(String pid, String name) {
    try {
      return Files.readSymbolicLink(root.resolve(pid).resolve(name)).toString();
    } catch (IOException | RuntimeException unreadable) {
      return "";
    }
  }

  /**
   * The first {@value #MAX_TEXT} bytes of a regular file; whoever planted a pipe in its place makes
   * nobody wait.
   */
  String text(Path path) {
    if (!Files.isRegularFile(path)) return "";
    try (InputStream in = Files.newInputStream(path)) {
      return decode(in.readNBytes(MAX_TEXT));
    } catch (IOException | RuntimeException unreadable) {
      return "";
    }
  }

  Path path(long pid, String name) {
    return root.resolve(Long.toString(pid)).resolve(name);
  }

  double secondsSince(long startTicks) {
    String uptime = text(root.resolve("uptime"));
    if (uptime.isEmpty()) return 0;
    return Math.max(0, Double.parseDouble(uptime.split(" ")[0]) - startTicks / TICKS);
  }

  static double seconds(long ticks) {
    return ticks / TICKS;
  }

  /** UTF-8, or for an argument in an old encoding at least something. */
  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException other) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private static String mappedFile(String line) {
    String file = line.substring(line.indexOf('/'));
    return file.endsWith(DELETED) ? file.substring(0, file.length() - DELETED.length()) : file;
  }
}
