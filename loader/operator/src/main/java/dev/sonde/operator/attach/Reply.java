package dev.sonde.operator.attach;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a JVM's attach listener answers to one command: a line with a number, then text, up to the
 * end of the stream.
 *
 * @param status 0 if the command was carried out
 */
record Reply(int status, byte[] content) {
  /** System properties may be long; a JVM gone wild is not waited for. */
  private static final int MOST = 16 << 20;

  /**
   * Reads to the end of the stream, in small steps: a JVM hands a long reply over in several.
   *
   * @throws IOException if there is no number, or no end
   */
  static Reply read(ReadableByteChannel channel) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer step = ByteBuffer.allocate(4 << 10);
    while (channel.read(step) >= 0) {
      all.write(step.array(), 0, step.position());
      step.clear();
      if (all.size() > MOST) throw new IOException("a reply of more than " + MOST + " bytes");
    }
    return of(all.toByteArray());
  }

  private static Reply of(byte[] bytes) throws IOException {
    int line = 0;
    while (line < bytes.length && bytes[line] != '\n') line++;
    String number = new String(bytes, 0, line, StandardCharsets.UTF_8).trim();
    if (number.isEmpty()) throw new IOException("Target VM did not respond");
    try {
      int content = Math.min(line + 1, bytes.length);
      return new Reply(Integer.parseInt(number), Arrays.copyOfRange(bytes, content, bytes.length));
    } catch (NumberFormatException other) {
      throw new IOException("expected a number at the start of the reply, got " + number, other);
    }
  }

  String firstLine() {
    String text = new String(content, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    return (end < 0 ? text : text.substring(0, end)).trim();
  }
}
