package dev.sonde.target.trust;

import dev.sonde.api.UsageException;
import dev.sonde.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where policies may be written: in the folder of this machine or container, if there is one, and
 * in what the launch of this JVM named, which then has to exist.
 */
record PolicySources(Path folder, List<String> named, TrustedPath way) {
  private static final int MOST_BYTES = 64 << 10;

  /**
   * Reads them anew.
   *
   * @throws UsageException if one cannot be read, understood or trusted: then nothing is allowed
   */
  Policies read() throws UsageException {
    List<Policy> all = new ArrayList<>();
    Path own = folder.resolve("policy.json");
    read(own).ifPresent(all::add);
    for (String each : named) {
      Path file = Path.of(each);
      if (!file.isAbsolute()) throw refused(each, "expected an absolute path in -Dsonde.policy");
      all.add(
          read(file)
              .orElseThrow(() -> refused(each, "expected the file of -Dsonde.policy, got none")));
    }
    return new Policies(all.isEmpty() ? List.of(Policy.NONE) : List.copyOf(all));
  }

  private Optional<Policy> read(Path file) throws UsageException {
    try {
      Optional<Path> found = way.file(file);
      if (found.isEmpty()) return Optional.empty();
      return Optional.of(PolicyText.read(file.toString(), bytes(found.get())));
    } catch (IOException | JsonException unreadable) {
      throw refused(file.toString(), AuditTrail.plain(unreadable));
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length <= MOST_BYTES) return bytes;
      throw new IOException("expected at most " + MOST_BYTES + " bytes");
    }
  }

  private static UsageException refused(String file, String why) {
    return new UsageException(
        "SONDE-POLICY",
        file + ": " + why + "; with a policy that is not in order nothing is allowed");
  }
}
