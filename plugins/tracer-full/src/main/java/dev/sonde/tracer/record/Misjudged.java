package dev.sonde.tracer.record;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls whose condition could not be decided, and why not the first one. */
final class Misjudged {
  private final AtomicLong atEntry = new AtomicLong();
  private final AtomicLong atExit = new AtomicLong();
  private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

  void atEntry(Throwable thrown) {
    atEntry.incrementAndGet();
    remember(thrown);
  }

  void atExit(Throwable thrown) {
    atExit.incrementAndGet();
    remember(thrown);
  }

  /** Calls that were never begun to be recorded. */
  long atEntry() {
    return atEntry.get();
  }

  long all() {
    return atEntry.get() + atExit.get();
  }

  @Nullable String reason() {
    return reason.get();
  }

  private void remember(Throwable thrown) {
    if (reason.get() == null) reason.compareAndSet(null, text(thrown));
  }

  /** The message of an exception of the application is its code. */
  private static String text(Throwable thrown) {
    Class<?> type = thrown.getClass();
    String name = type.getName();
    if (name.startsWith("dev.sonde.tracer.")) return String.valueOf(thrown.getMessage());
    String simple = name.substring(name.lastIndexOf('.') + 1);
    boolean jdk = type.getClassLoader() == null;
    return jdk && thrown.getMessage() != null ? simple + ": " + thrown.getMessage() : simple;
  }
}
