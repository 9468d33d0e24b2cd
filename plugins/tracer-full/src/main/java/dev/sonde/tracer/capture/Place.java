package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of code.
 *
 * @param line below 1: unknown
 */
public record Place(String className, String method, int line) {
  /**
   * Who called the innermost frame of this method, which is the current call; null at the bottom of
   * a stack. Two frames below the probe are read, whatever the height of the stack.
   */
  public static @Nullable Place caller(String className, String method) {
    return StackWalker.getInstance().walk(new Search(className, method));
  }

  /** As {@link #caller}, and who called that one: so many at most, all at the bottom of a stack. */
  public static List<Place> callers(String className, String method, int most) {
    Search search = new Search(className, method);
    return StackWalker.getInstance().walk(frames -> search.all(frames.iterator(), most));
  }

  /** Writes {@code {class, method, line}}. */
  public void write(Encoder out) {
    out.map()
        .text("class")
        .text(Limits.cut(className))
        .text("method")
        .text(Limits.cut(method))
        .text("line")
        .integer(line)
        .end();
  }

  /** By one question to the JVM, where each of class, method and line would be one. */
  private static Place of(StackFrame frame) {
    StackTraceElement told = frame.toStackTraceElement();
    return new Place(told.getClassName(), told.getMethodName(), told.getLineNumber());
  }

  private record Search(String className, String method)
      implements Function<Stream<StackFrame>, @Nullable Place> {
    @Override
    public @Nullable Place apply(Stream<StackFrame> frames) {
      // No limit(..) in the stream: what it wraps around each frame costs more than the frame.
      Iterator<StackFrame> each = frames.iterator();
      while (each.hasNext() && !current(each.next())) continue;
      return each.hasNext() ? Place.of(each.next()) : null;
    }

    private List<Place> all(Iterator<StackFrame> each, int most) {
      while (each.hasNext() && !current(each.next())) continue;
      List<Place> places = new ArrayList<>();
      while (each.hasNext() && places.size() < most) places.add(Place.of(each.next()));
      return places;
    }

    /** The class first: it is known, and the name of a frame's method is looked up. */
    private boolean current(StackFrame frame) {
      return frame.getClassName().equals(className) && frame.getMethodName().equals(method);
    }
  }
}
