package dev.sonde.target.trust;

import dev.sonde.api.UsageException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Sonde is off in this machine or container while this file exists, or that cannot be told. */
record KillFile(Path file) {
  @Nullable UsageException refusal() {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) return null;
    return new UsageException(
        "SONDE-KILLED", "expected no " + file + ", it is there, or nobody may tell: Sonde is off");
  }
}
