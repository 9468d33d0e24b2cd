package dev.sonde.operator.repository.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The last lines that a person typed at prompts, in the file {@code typed}, for its owner alone.
 */
public final class TypedLines {
  private static final String FILE = "typed";
  private static final int MOST = 1_000;
  private static final int LONGEST = 4_000;
  private static final long LARGEST = 4L << 20;

  private final StateHome home;

  TypedLines(StateHome home) {
    this.home = home;
  }

  /** Oldest first. Cuts the file where it has become long. */
  public List<String> read() throws IOException {
    PrivateFolder folder = new PrivateFolder(home.folder());
    byte[] bytes = folder.read(FILE, LARGEST).orElse(new byte[0]);
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    if (lines.size() <= MOST) return lines;
    List<String> last = new ArrayList<>(lines.subList(lines.size() - MOST / 2, lines.size()));
    folder.write(FILE, text(last));
    return last;
  }

  /** Adds a line at the end, beside what other prompts add; one that is very long is not kept. */
  public void add(String line) throws IOException {
    if (line.length() > LONGEST) return;
    Path file = home.folder().resolve(FILE);
    Set<? extends java.nio.file.OpenOption> options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND,
            LinkOption.NOFOLLOW_LINKS);
    try (FileChannel channel =
        FileChannel.open(
            file,
            options,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      if (channel.size() > LARGEST / 2) return;
      ByteBuffer rest = ByteBuffer.wrap(text(List.of(line)));
      while (rest.hasRemaining()) channel.write(rest);
    }
  }

  private static byte[] text(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
