package dev.sonde.operator.repository.state;

import dev.sonde.operator.repository.tuf.TargetCache;
import dev.sonde.operator.repository.tuf.TargetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Jars in a private folder, by SHA-256. The longest unused ones make room for a new one. */
final class JarCache implements TargetCache {
  private static final long LIMIT = 16 << 20;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** After this time nobody is writing it any more: its writer was killed. */
  private static final Duration ABANDONED = Duration.ofMinutes(10);

  private final PrivateFolder folder;
  private final long capacity;
  private final Consumer<IOException> failed;

  /**
   * @param capacity in bytes
   */
  JarCache(PrivateFolder folder, long capacity, Consumer<IOException> failed) {
    this.folder = folder;
    this.capacity = capacity;
    this.failed = failed;
  }

  @Override
  public Optional<byte[]> find(TargetFile target) {
    return name(target)
        .flatMap(
            name -> {
              try {
                Optional<byte[]> bytes = folder.read(name, LIMIT);
                if (bytes.isPresent()) touch(name);
                return bytes;
              } catch (IOException e) {
                return Optional.empty(); // fetched again, and replaced
              }
            });
  }

  @Override
  public void put(TargetFile target, byte[] bytes) {
    name(target)
        .ifPresent(
            name -> {
              try {
                makeRoom(bytes.length);
                folder.write(name, bytes);
              } catch (IOException e) {
                failed.accept(e);
              }
            });
  }

  /** Without a SHA-256 a jar has no name here. */
  private static Optional<String> name(TargetFile target) {
    return Optional.ofNullable(target.hashes().digests().get("sha256"))
        .filter(it -> SHA256.matcher(it).matches())
        .map(it -> it + ".jar");
  }

  private void touch(String name) throws IOException {
    Files.setLastModifiedTime(folder.path().resolve(name), FileTime.from(Instant.now()));
  }

  private void makeRoom(long length) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder.path())) {
      for (Path file : files)
        entries.add(new Entry(file, Files.size(file), Files.getLastModifiedTime(file)));
    }
    for (Entry each : entries) if (each.abandoned()) Files.deleteIfExists(each.file());
    entries.sort(Comparator.comparing(Entry::used));
    long total = length;
    for (Entry each : entries) total += each.length();
    for (Entry each : entries) {
      if (total <= capacity) return;
      Files.deleteIfExists(each.file());
      total -= each.length();
    }
  }

  private record Entry(Path file, long length, FileTime used) {
    boolean abandoned() {
      return file.getFileName().toString().endsWith(PrivateFolder.PART)
          && used.toInstant().isBefore(Instant.now().minus(ABANDONED));
    }
  }
}
