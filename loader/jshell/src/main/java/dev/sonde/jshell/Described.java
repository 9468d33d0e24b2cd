package dev.sonde.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a target says of itself when a shell is opened. Fed by the session's reader thread. */
final class Described {
  /**
   * One class loader in sight of the snippets.
   *
   * @param whole whether all that it has comes from these URLs
   */
  record Loader(int index, String name, List<String> urls, boolean whole) {}

  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final Map<Integer, Loader> loaders = new TreeMap<>();
  private final Map<String, byte[]> classes = new TreeMap<>();
  private String java = "";
  private String loader = "";
  private final Consumer<String> needs;

  /**
   * @param needs hears of each plugin that a snippet asks for, on the reader thread
   */
  Described(Consumer<String> needs) {
    this.needs = needs;
  }

  synchronized void accept(Map<String, @Nullable Object> record) {
    switch (Answer.text(record, "kind")) {
      case "shell" -> {
        java = Plain.text(Answer.text(record, "java"));
        loader = Plain.text(Answer.text(record, "loader"));
      }
      case "place" -> place(record);
      case "class" ->
          classes.put(
              Answer.text(record, "name"),
              record.get("bytes") instanceof byte[] file ? file : new byte[0]);
      case "need" -> needs.accept(Answer.text(record, "plugin"));
      case "ready" -> ready.complete(true);
      default -> {}
    }
  }

  private void place(Map<String, @Nullable Object> record) {
    int index = record.get("index") instanceof Long number ? number.intValue() : 0;
    Loader known = loaders.get(index);
    List<String> urls = new ArrayList<>(known == null ? List.of() : known.urls());
    if (record.get("urls") instanceof List<?> more)
      for (Object each : more) urls.add(String.valueOf(each));
    boolean whole = Boolean.TRUE.equals(record.get("whole"));
    String name = Plain.text(Answer.text(record, "loader"));
    loaders.put(index, new Loader(index, name, urls, whole));
  }

  /** The shell came to an end before it was ready, or after. */
  void over(@Nullable Throwable why) {
    if (why == null) ready.complete(false);
    else ready.completeExceptionally(why);
  }

  /**
   * Waits until all is told.
   *
   * @return whether the shell is open
   */
  boolean await(long seconds) throws InterruptedException {
    try {
      return ready.get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException late) {
      return false;
    }
  }

  synchronized String java() {
    return java;
  }

  synchronized String loader() {
    return loader;
  }

  synchronized List<Loader> loaders() {
    return List.copyOf(loaders.values());
  }

  /** Those of the shell itself, by name. */
  synchronized Map<String, byte[]> classes() {
    return new TreeMap<>(classes);
  }
}
