package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import dev.sonde.api.Events;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who called a method, innermost first, as encoded {@link Place}s: what a probe gives to its {@link
 * #walker} when a call of that method ends.
 *
 * <p>The probe walks by itself. Its own frame is hidden from a walk, so the first one is the
 * method's, where those of this plugin would each take the JVM as long as a caller does. Of the
 * first frames no more is asked than the class: a call site is in the method that it tells of.
 */
public final class Callers implements Function<Stream<StackFrame>, List<Encoder>> {
  /** A power of two. */
  private static final int SPOTS = 32;

  private static final int WALKS = 32;

  private final String className;
  private final int most;
  private final Events events;
  private final StackWalker walker;
  private @Nullable Spot @Nullable [] spots;

  /**
   * @param most so many, or fewer at the bottom of a stack
   */
  public Callers(String className, int most, Events events) {
    this.className = className;
    this.most = most;
    this.events = events;
    // The JVM tells so many frames at once as are announced, before JDK 21 at least six.
    walker = StackWalker.getInstance(Set.of(), most + 1);
  }

  /** What is called for each frame, as {@link Spot} has it. */
  public static List<MethodHandle> handles() {
    return Spot.handles();
  }

  /** Who called the innermost frame of this class; null at the bottom of a stack. */
  public static @Nullable Place caller(String className) {
    return StackWalker.getInstance()
        .walk(
            frames -> {
              Iterator<StackFrame> each = below(className, frames);
              return each.hasNext() ? Place.of(each.next()) : null;
            });
  }

  /**
   * Walks often enough that nothing is left to be loaded and linked: the JDK makes a frame by
   * reflection, and generates a class when it does so again and again.
   */
  public static void rehearse() {
    for (int i = 0; i < WALKS; i++) caller(Callers.class.getName());
  }

  /** Tells one caller, and finds that it is known. */
  public void rehearseTelling() {
    Callers here = new Callers(Callers.class.getName(), 1, events);
    for (int i = 0; i < 2; i++) here.walker.walk(here);
  }

  public StackWalker walker() {
    return walker;
  }

  @Override
  public List<Encoder> apply(Stream<StackFrame> frames) {
    Iterator<StackFrame> each = below(className, frames);
    if (!each.hasNext()) return List.of();
    if (most == 1) return List.of(told(each.next()));
    List<Encoder> told = new ArrayList<>();
    while (each.hasNext() && told.size() < most) told.add(told(each.next()));
    return told;
  }

  /** No limit(..) in the stream: what it wraps around each frame costs more than the frame. */
  private static Iterator<StackFrame> below(String className, Stream<StackFrame> frames) {
    Iterator<StackFrame> each = frames.iterator();
    while (each.hasNext() && !each.next().getClassName().equals(className)) continue;
    return each;
  }

  private Encoder told(StackFrame frame) {
    Object method = Spot.method(frame);
    if (method == null) return encoded(frame);
    int index = frame.getByteCodeIndex();
    @Nullable Spot[] known = spots();
    int place = System.identityHashCode(method) + index & SPOTS - 1;
    Spot spot = known[place];
    if (spot != null && spot.is(method, index)) return spot.told;
    Encoder told = encoded(frame);
    // Asked again: the class may have been redefined meanwhile, before it was asked for the line.
    if (Spot.method(frame) != null) known[place] = new Spot(method, index, told);
    return told;
  }

  /** Of two threads at once the later one's stay: what is known is right in both. */
  private @Nullable Spot[] spots() {
    @Nullable Spot[] known = spots;
    if (known == null) spots = known = new @Nullable Spot[SPOTS];
    return known;
  }

  private Encoder encoded(StackFrame frame) {
    Encoder out = events.encoder(128);
    Place.of(frame).write(out);
    return out;
  }
}
