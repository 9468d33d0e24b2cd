package dev.sonde.tracer.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/** Threads, as this JDK line knows them. */
final class Threads {
  private Threads() {}

  /** {@code ()long}. */
  static MethodHandle currentId() throws ReflectiveOperationException {
    Lookup lookup = MethodHandles.lookup();
    MethodHandle current =
        lookup.findStatic(Thread.class, "currentThread", MethodType.methodType(Thread.class));
    return MethodHandles.filterReturnValue(
        current, lookup.findVirtual(Thread.class, "threadId", MethodType.methodType(long.class)));
  }

  static boolean isVirtual(Thread thread) {
    return thread.isVirtual();
  }
}
