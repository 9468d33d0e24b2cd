package dev.sonde.cli;

import dev.sonde.cli.text.Escaped;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** The lines of a file that somebody still writes, also where it is begun anew meanwhile. */
final class FollowedFile {
  private static final int LAST_BYTES = 4_096;
  private static final int LONGEST = 1 << 20;
  private static final int PAUSES_A_LOOK = 5;
  private static final int START = 8;

  /** As text, and as JSON. */
  private static final Pattern END = Pattern.compile("^(end|removed) |\"kind\":\"(end|removed)\"");

  private final Path file;
  private final BooleanSupplier writer;
  private final long pauseMillis;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private boolean ended;

  /**
   * @param writer whether somebody writes it; asked at each fifth look
   * @param pauseMillis between two looks
   */
  FollowedFile(Path file, BooleanSupplier writer, long pauseMillis) {
    this.pauseMillis = pauseMillis;
    this.file = file;
    this.writer = writer;
  }

  /**
   * Returns when nobody writes it any more, and all was printed.
   *
   * @param all from its beginning
   * @throws SondeException OUTPUT if it is no such file, or cannot be read
   */
  void print(Lines out, boolean all) throws InterruptedException {
    expectLines();
    try {
      boolean live = true;
      for (boolean first = true; live; first = false) live = follow(out, all || !first);
    } catch (IOException e) {
      throw new SondeException(ErrorId.OUTPUT, unreadable(e), e);
    } catch (Lines.ClosedOutput enough) {
      ended = true; // for all that anybody wants to know
    }
  }

  /** One that is begun anew just now is not there for a moment: that is no reason yet. */
  private void expectLines() throws InterruptedException {
    try {
      await();
      if (!Files.isRegularFile(file)) throw new IOException("no such regular file");
      try (InputStream in = Files.newInputStream(file)) {
        if (!Recording.begins(in.readNBytes(START))) return;
      }
    } catch (IOException e) {
      throw new Unusable(unreadable(e), e);
    }
    throw new Unusable(
        "expected a file of --out, and got a recording: sonde replay " + file + " shows it", null);
  }

  private void await() throws InterruptedException {
    for (int pause = 0; pause < PAUSES_A_LOOK && !Files.exists(file); pause++)
      Thread.sleep(pauseMillis);
  }

  private String unreadable(IOException e) {
    return "cannot read " + file + " (" + e.getMessage() + "): is it the file of --out?";
  }

  /** Whether a session's end was among the lines: else it was killed, or its file is full. */
  boolean ended() {
    return ended;
  }

  private String seen(String line) {
    ended |= END.matcher(line).find();
    return line;
  }

  /** One file to its end; whether another took its place. */
  private boolean follow(Lines out, boolean all) throws IOException, InterruptedException {
    if (all) await(); // it is begun anew just now
    if (!Files.isRegularFile(file)) throw new IOException("no such regular file");
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      Object key = key();
      if (!all) toLastLines(in);
      for (int pause = 0; ; pause++) {
        boolean live = pause % PAUSES_A_LOOK != 0 || writer.getAsBoolean();
        boolean same = key.equals(key());
        copy(in, out);
        if (!same) return true;
        if (!live) return false;
        Thread.sleep(pauseMillis);
      }
    }
  }

  /** Empty for the moment in which the next file is not there yet. */
  private Object key() {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? file : key;
    } catch (IOException betweenTwo) {
      return "";
    }
  }

  private static void toLastLines(FileChannel in) throws IOException {
    long from = Math.max(0, in.size() - LAST_BYTES);
    ByteBuffer bytes = ByteBuffer.allocate(LAST_BYTES);
    in.read(bytes, from);
    bytes.flip();
    while (from > 0 && bytes.hasRemaining() && bytes.get() != '\n') {}
    in.position(from == 0 ? 0 : from + bytes.position());
  }

  private void copy(FileChannel in, Lines out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
    while (in.read(bytes) > 0) {
      bytes.flip();
      out.print(lines(bytes));
      bytes.clear();
    }
  }

  /** Those that are whole; whoever owns the file, nothing of it steers a terminal. */
  private List<String> lines(ByteBuffer bytes) {
    List<String> lines = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next != '\n' && begun.size() < LONGEST) {
        begun.write(next);
        continue;
      }
      if (next != '\n') begun.write(next);
      lines.add(seen(Escaped.line(begun.toString(StandardCharsets.UTF_8))));
      begun.reset();
    }
    return lines;
  }
}
