package dev.sonde.target.trust;

import dev.sonde.api.UsageException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Sonde is off in this machine or container while this file exists, or that cannot be told. */
record KillFile(Path file) {
  @Nullable UsageException refusal() {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS) && !belowNoFolder()) return null;
    return new UsageException(
        "SONDE-KILLED", "expected no " + file + ", it is there, or nobody may tell: Sonde is off");
  }

  /** JDK 25 says of such a file that it does not exist, 17 that nobody can tell. */
  private boolean belowNoFolder() {
    Path folder = file.toAbsolutePath().getParent();
    return !Files.isDirectory(folder) && !Files.notExists(folder, LinkOption.NOFOLLOW_LINKS);
  }
}
