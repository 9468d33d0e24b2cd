package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where in the stack of the current thread a woven call stands.
 *
 * @param caller the frame that called the woven method; null at the bottom of a stack
 * @param depth how many other woven frames are below
 */
public record Position(@Nullable Place caller, int depth) {
  private static final int MOST_FRAMES = 1024;

  /** A line of code; below 1: unknown. */
  public record Place(String className, String method, int line) {
    static Place of(StackFrame frame) {
      return new Place(frame.getClassName(), frame.getMethodName(), frame.getLineNumber());
    }

    /** Writes {@code {class, method, line}}. */
    public void write(Encoder out) {
      out.map().text("class").text(Limits.cut(className)).text("method").text(Limits.cut(method)).text("line").integer(line).end();
    }
  }

  /**
   * Walks the stack once, from the innermost frame of this method, which is the current call, outwards.
   *
   * @param woven tells the frames that count for the depth; it calls nothing of the application
   */
  public static Position of(String className, String method, Predicate<StackFrame> woven) {
    return StackWalker.getInstance().walk(new Search(className, method, woven));
  }

  /** As {@link #of}, without the depth: two frames below the probe are read, whatever the height of the stack. */
  public static @Nullable Place caller(String className, String method) {
    return StackWalker.getInstance().walk(new Search(className, method, null)).caller();
  }

  /** The walk; not a lambda, so that one class does for both. */
  private record Search(String className, String method, @Nullable Predicate<StackFrame> woven)
      implements Function<Stream<StackFrame>, Position> {
    @Override
    public Position apply(Stream<StackFrame> frames) {
      // No limit(..) in the stream: what it wraps around each frame costs more than the frame.
      Iterator<StackFrame> each = frames.iterator();
      while (each.hasNext() && !current(each.next())) continue;
      if (!each.hasNext()) return new Position(null, 0);
      StackFrame caller = each.next();
      return new Position(Place.of(caller), woven == null ? 0 : depth(caller, each, woven));
    }

    private boolean current(StackFrame frame) {
      return frame.getMethodName().equals(method) && frame.getClassName().equals(className);
    }

    private static int depth(StackFrame caller, Iterator<StackFrame> rest, Predicate<StackFrame> woven) {
      int depth = woven.test(caller) ? 1 : 0;
      for (int i = 0; i < MOST_FRAMES && rest.hasNext(); i++) if (woven.test(rest.next())) depth++;
      return depth;
    }
  }
}
