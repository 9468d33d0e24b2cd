package dev.sonde.operator.audit;

import dev.sonde.json.JsonException;
import dev.sonde.json.JsonObject;
import dev.sonde.operator.Sha256;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an audit file, read in order: first those that were rotated away, then its own. Each
 * carries in {@code prev} the SHA-256 of the one before, without its line feed.
 */
public final class Chain {
  /** The {@code prev} of the first line of all. */
  public static final String BEGINNING = "0".repeat(64);

  static final String PREV = "prev";
  static final String ROTATED = ".1";

  /** No line that Sonde writes is as long; a file without line feeds must not fill the memory. */
  private static final int MAX_LINE = 1 << 20;

  private final Path file;
  private final Consumer<Map<String, @Nullable Object>> lines;
  private long count;
  private @Nullable String last;
  private @Nullable Break first;

  private Chain(Path file, Consumer<Map<String, @Nullable Object>> lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * What is wrong with a line.
   *
   * @param line counted from 1 in its file
   */
  public record Break(Path file, long line, String what) {}

  /**
   * How a file was found.
   *
   * @param lines how many there are
   * @param last SHA-256 of the last one: who kept it elsewhere sees a file that was cut
   * @param broken the first line that does not follow from the one before
   */
  public record Result(long lines, String last, Optional<Break> broken) {}

  /**
   * Reads a file to its end, also after a break. A line that is no JSON object is left out.
   *
   * @throws IOException if it is no regular file, or cannot be read
   */
  public static Result read(Path file, Consumer<Map<String, @Nullable Object>> lines)
      throws IOException {
    Chain chain = new Chain(file, lines);
    Path older = rotated(file);
    boolean rotated = Files.exists(older, LinkOption.NOFOLLOW_LINKS);
    if (!rotated) chain.last = BEGINNING;
    for (Path each : rotated ? List.of(older, file) : List.of(file)) chain.readOne(each);
    String end = chain.last == null ? BEGINNING : chain.last;
    return new Result(chain.count, end, Optional.ofNullable(chain.first));
  }

  static Path rotated(Path file) {
    return file.resolveSibling(file.getFileName() + ROTATED);
  }

  private void readOne(Path each) throws IOException {
    if (!each.equals(file) || Files.exists(each)) {
      if (!Files.isRegularFile(each)) throw new IOException(each + " is not a regular file");
    } else if (last != null && count > 0) {
      return; // rotated just now, and nothing written since
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(each), 64 << 10)) {
      long number = 0;
      for (byte[] line = next(in); line != null; line = next(in)) take(each, ++number, line);
    }
  }

  private static byte @Nullable [] next(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) return line.size() == 0 ? null : line.toByteArray();
      if (line.size() == MAX_LINE)
        throw new IOException("a line of more than " + MAX_LINE + " bytes: this is no audit file");
      line.write(b);
    }
    return line.toByteArray();
  }

  private void take(Path each, long number, byte[] line) {
    count++;
    try {
      JsonObject read = JsonObject.read(line);
      String prev = read.string(PREV);
      if (last != null && !last.equals(prev)) note(each, number, differs(number, prev));
      lines.accept(read.values());
    } catch (JsonException e) {
      note(each, number, "is no line of an audit file: " + e.getMessage());
    }
    last = Sha256.hex(line);
  }

  private String differs(long number, String prev) {
    if (count == 1)
      return "names "
          + prev
          + " as the one before it, and there is none: the beginning was removed, or "
          + file.getFileName()
          + ROTATED;
    String before =
        number == 1 ? "the last line of " + file.getFileName() + ROTATED : "line " + (number - 1);
    return "names "
        + prev
        + " as the one before it, but "
        + before
        + " has SHA-256 "
        + last
        + ": that line was changed, or lines between the two were removed or added";
  }

  private void note(Path each, long number, String what) {
    if (first == null) first = new Break(each, number, what);
  }
}
