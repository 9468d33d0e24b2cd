package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.Examination;
import dev.sonde.operator.repository.RepositorySource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What trust in a repository begins with.
 *
 * @param root the SHA-256 of its first root in hex, or a file with a root; empty: what is built
 *     into this Sonde
 */
record FirstTrust(String root) {
  private static final int LARGEST = 64 << 10;

  Examination examination(RepositorySource source, BakedTrust own, Clock clock) {
    if (root.isEmpty()) return Examination.of(source, own, clock);
    if (root.matches("[0-9A-Fa-f]{64}"))
      return Examination.of(source, own, clock, root.toLowerCase(java.util.Locale.ROOT));
    return Examination.of(source, own, clock, bytes());
  }

  private byte[] bytes() {
    try {
      Path file = Path.of(root);
      if (!Files.isRegularFile(file)) throw unreadable("it is no file", null);
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) throw unreadable("it has more than 64 KiB", null);
        return bytes;
      }
    } catch (IOException | InvalidPathException e) {
      throw unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  private SondeException unreadable(
      String reason, @org.jspecify.annotations.Nullable Throwable cause) {
    String text =
        "expected --root to be a SHA-256 in 64 hexadecimal digits or a file with a root and got %s (%s)";
    return new SondeException(ErrorId.USAGE, String.format(text, root, reason), cause);
  }
}
