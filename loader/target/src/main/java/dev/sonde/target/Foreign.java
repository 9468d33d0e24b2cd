package dev.sonde.target;

import org.jspecify.annotations.Nullable;

/** The boundary to code that is not ours: the one place where the target side catches Throwable. */
final class Foreign {
  private Foreign() {}

  /** Something that may fail in any way. */
  interface Step {
    void run() throws Throwable;
  }

  /**
   * Runs a step and answers with what it threw, or null. Not even an Error may leave: a plugin's
   * NoClassDefFoundError or StackOverflowError ends the plugin, while removal has to go on in this
   * very thread.
   */
  static @Nullable Throwable caught(Step step) {
    try {
      step.run();
      return null;
    } catch (Throwable thrown) {
      return thrown;
    }
  }

  /** What was thrown, in one line, with the place where it came from. */
  static String describe(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return trace.length == 0 ? thrown.toString() : thrown + " at " + trace[0];
  }
}
