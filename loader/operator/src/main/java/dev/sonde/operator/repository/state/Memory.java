package dev.sonde.operator.repository.state;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.repository.tuf.MetadataStore;
import dev.sonde.operator.repository.tuf.TargetCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one first root: metadata, jars, and when which place was last asked.
 * Written only within {@link #change}; outside of it, and where the disk refuses, it lasts as long
 * as the object.
 */
public final class Memory {
  static final String SENTENCE =
      "This run remembers nothing, and trusts no version older than those it was built with";

  private static final String HELD =
      "%s: another sonde has held %s for %d s; this run keeps nothing there";
  private static final String REFRESHED = "refreshed";
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final @Nullable PrivateFolder folder;
  private final @Nullable FolderStore files;
  private final MetadataStore store;
  private final TargetCache jars;
  private final Consumer<String> warnings;

  private Memory(
      @Nullable PrivateFolder folder,
      @Nullable FolderStore files,
      TargetCache jars,
      Consumer<String> warnings) {
    this.folder = folder;
    this.files = files;
    this.store = files == null ? MetadataStore.inMemory() : files;
    this.jars = jars;
    this.warnings = warnings;
  }

  static Memory ofThisRun() {
    return new Memory(null, null, TargetCache.NONE, warning -> {});
  }

  static Memory of(
      PrivateFolder folder, PrivateFolder jars, long capacity, Consumer<String> warnings)
      throws IOException {
    Consumer<IOException> failed = e -> warnings.accept(sentence(folder.path(), e));
    return new Memory(
        folder, new FolderStore(folder, failed), new JarCache(jars, capacity, failed), warnings);
  }

  static String sentence(Path path, Exception e) {
    String text = "%s: %s cannot be used (%s); check its disk and modes. %s";
    String reason =
        e.getMessage() == null
            ? e.getClass().getSimpleName()
            : e.getClass().getSimpleName() + ": " + e.getMessage();
    return String.format(text, ErrorId.STATE.id(), path, reason, SENTENCE);
  }

  public MetadataStore store() {
    return store;
  }

  public TargetCache jars() {
    return jars;
  }

  /**
   * Runs {@code change}: what it puts is kept, unless another process holds the memory or the disk
   * refuses.
   */
  public <T> T change(Supplier<T> change) {
    Optional<StateLock> lock = begin();
    try {
      return change.get();
    } finally {
      lock.ifPresent(this::end);
    }
  }

  private Optional<StateLock> begin() {
    if (folder == null || files == null) return Optional.empty();
    try {
      Optional<StateLock> lock = StateLock.acquire(folder.path().resolve("lock"), PATIENCE);
      if (lock.isPresent()) files.begin();
      else
        warnings.accept(
            String.format(HELD, ErrorId.STATE.id(), folder.path(), PATIENCE.toSeconds()));
      return lock;
    } catch (IOException e) {
      warnings.accept(sentence(folder.path(), e));
      return Optional.empty();
    }
  }

  private void end(StateLock lock) {
    if (files != null) files.end();
    try {
      lock.close();
    } catch (IOException e) {
      warnings.accept(sentence(lock.path(), e));
    }
  }

  /**
   * When this place was last asked for what is current; empty where another one was asked since.
   */
  public Optional<Instant> refreshed(String location) {
    return lastRefresh().filter(it -> it.location().equals(location)).map(Refresh::time);
  }

  /** When any place was last asked. */
  public Optional<Instant> lastRefreshed() {
    return lastRefresh().map(Refresh::time);
  }

  private Optional<Refresh> lastRefresh() {
    if (folder == null) return Optional.empty();
    try {
      return folder
          .read(REFRESHED, 8 << 10)
          .flatMap(it -> Refresh.of(new String(it, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private record Refresh(Instant time, String location) {
    static Optional<Refresh> of(String text) {
      String[] words = text.split(" ", 2);
      if (words.length < 2 || !words[0].matches("\\d{1,15}")) return Optional.empty();
      return Optional.of(new Refresh(Instant.ofEpochMilli(Long.parseLong(words[0])), words[1]));
    }
  }

  /** Called within a change, after all that was current then is put. */
  public void setRefreshed(String location, Instant time) {
    if (folder == null || files == null || !files.isWriting()) return;
    try {
      folder.write(
          REFRESHED, (time.toEpochMilli() + " " + location).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      warnings.accept(sentence(folder.path(), e));
    }
  }
}
