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
  private final Map<Class<?>, WeakReference<Shape>> shapes = new WeakHashMap<>();
  private final Opener opener;

  Shapes(Opener opener) {
    this.opener = opener;
  }

  /**
   * Makes the shape outside the lock: reading fields may load classes, and so run a class loader of
   * the application.
   */
  Shape of(Class<?> type) {
    Shape known = known(type);
    if (known != null) return known;
    Shape made = Shape.of(type, opener);
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
