package dev.sonde.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The window that stderr is shown in, asked for again whenever somebody wants to know, twice a
 * second at most: Java has no word for it, so {@code stty} tells. Who has just been resized is
 * noticed without a signal, which a prompt would take for itself.
 */
final class OwnWindow implements Supplier<Window> {
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long PATIENCE_MILLIS = 500;

  private final Supplier<String> stty;
  private final LongSupplier nanoTime;
  private Window last = Window.UNKNOWN;
  private boolean asked;
  private long askedAt;

  OwnWindow() {
    this(OwnWindow::stty, System::nanoTime);
  }

  /**
   * @param stty what {@code stty size} says; empty if nothing
   */
  OwnWindow(Supplier<String> stty, LongSupplier nanoTime) {
    this.stty = stty;
    this.nanoTime = nanoTime;
  }

  /** Never an error: what was known before, if nothing can be known now. */
  @Override
  public synchronized Window get() {
    long now = nanoTime.getAsLong();
    if (asked && now - askedAt < FRESH_NANOS) return last;
    Window told = Window.told(stty.get());
    if (told.columns() > 0) last = told;
    asked = true;
    askedAt = now;
    return last;
  }

  /** By the descriptor: the terminal's file may belong to somebody else, as after {@code su}. */
  private static String stty() {
    try {
      Process process =
          new ProcessBuilder("sh", "-c", "exec stty size <&2 2>/dev/null")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return "";
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException none) {
      return "";
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
