package dev.sonde.tracer.capture;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of the classes met so far. A shape refers to its class, so it is held weakly too: a
 * garbage collection costs its making again, tens of microseconds, and no class loader of the
 * application is kept alive. Not a ClassValue: that would hang on the application's class.
 */
final class Shapes {
  /** Whose reflection reads fields by handles: since JEP 416, and as far as it was tried. */
  private static final int FIRST = 18;

  private static final int LAST = 25;

  private final Map<Class<?>, WeakReference<Shape>> shapes = new WeakHashMap<>();
  private final Opener opener;
  private final @Nullable FieldReader reader;

  Shapes(Opener opener) {
    this.opener = opener;
    int release = Runtime.version().feature();
    this.reader = release < FIRST || release > LAST ? null : FieldReader.of(opener);
  }

  /**
   * Makes the shape outside the lock: reading fields may load classes, and so run a class loader of
   * the application.
   */
  Shape of(Class<?> type) {
    Shape known = known(type);
    if (known != null) return known;
    Shape made = Shape.of(type, opener, reader);
    synchronized (shapes) {
      shapes.put(type, new WeakReference<>(made));
    }
    return made;
  }

  private @Nullable Shape known(Class<?> type) {
    synchronized (shapes) {
      WeakReference<Shape> reference = shapes.get(type);
      return reference == null ? null : reference.get();
    }
  }
}
