package dev.sonde.tracer.capture;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The causes of exceptions, as Throwable keeps them, whatever a subclass of the application has
 * overridden; exceptions of the JDK are asked, for some keep theirs elsewhere.
 */
final class CauseChain {
  private static final int LONGEST = 100;

  private final @Nullable MethodHandle cause;

  /**
   * @param open whether fields of Throwable can be read
   */
  CauseChain(boolean open) {
    cause = open ? getter() : null;
  }

  private static @Nullable MethodHandle getter() {
    try {
      return MethodHandles.privateLookupIn(Throwable.class, MethodHandles.lookup())
          .findGetter(Throwable.class, "cause", Throwable.class)
          .asType(MethodType.methodType(Object.class, Throwable.class));
    } catch (ReflectiveOperationException refused) {
      return null;
    }
  }

  /** Outermost first, without the exception itself; ends where it would go round. */
  List<Throwable> of(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
    met.add(thrown);
    Throwable next = next(thrown);
    while (next != null && chain.size() < LONGEST && met.add(next)) {
      chain.add(next);
      next = next(next);
    }
    return chain;
  }

  private @Nullable Throwable next(Throwable thrown) {
    if (Jdk.defines(thrown.getClass())) return thrown.getCause();
    try {
      Object held = cause == null ? null : (Object) cause.invokeExact(thrown);
      return held instanceof Throwable next ? next : null;
    } catch (Throwable impossible) {
      return null;
    }
  }
}
