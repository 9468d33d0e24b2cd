package dev.sonde.tracer.capture;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who called a method, innermost first: what a probe gives to its {@link #walker} when a call of
 * that method ends.
 *
 * <p>The probe walks by itself. Its own frame is hidden from a walk, so the first one is the
 * method's, where those of this plugin would each take the JVM as long as a caller does. Of the
 * first frames no more is asked than the class: a call site is in the method that it tells of.
 */
public final class Callers implements Function<Stream<StackFrame>, List<Place>> {
  private static final int WALKS = 32;

  private final String className;
  private final int most;
  private final StackWalker walker;

  /**
   * @param most so many, or fewer at the bottom of a stack
   */
  public Callers(String className, int most) {
    this.className = className;
    this.most = most;
    // The JVM tells so many frames at once as are announced, before JDK 21 at least six.
    walker = StackWalker.getInstance(Set.of(), most + 1);
  }

  /** Who called the innermost frame of this class; null at the bottom of a stack. */
  public static @Nullable Place caller(String className) {
    List<Place> found = StackWalker.getInstance().walk(new Callers(className, 1));
    return found.isEmpty() ? null : found.get(0);
  }

  /**
   * Walks often enough that nothing is left to be loaded and linked: the JDK makes a frame by
   * reflection, and generates a class when it does so again and again.
   */
  public static void rehearse() {
    for (int i = 0; i < WALKS; i++) caller(Callers.class.getName());
  }

  public StackWalker walker() {
    return walker;
  }

  @Override
  public List<Place> apply(Stream<StackFrame> frames) {
    // No limit(..) in the stream: what it wraps around each frame costs more than the frame.
    Iterator<StackFrame> each = frames.iterator();
    while (each.hasNext() && !each.next().getClassName().equals(className)) continue;
    if (!each.hasNext()) return List.of();
    if (most == 1) return List.of(Place.of(each.next()));
    List<Place> places = new ArrayList<>();
    while (each.hasNext() && places.size() < most) places.add(Place.of(each.next()));
    return places;
  }
}
