package dev.sonde.tracer.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.Set;

/** Threads, as this JDK line knows them. */
final class Threads {
  private Threads() {}

  /**
   * {@code ()long}. Reads the field: {@code getId} can be overridden before JDK 19, and is then
   * code of the application.
   */
  static MethodHandle currentId() throws ReflectiveOperationException {
    Lookup lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
    MethodHandle current =
        lookup.findStatic(Thread.class, "currentThread", MethodType.methodType(Thread.class));
    return MethodHandles.filterReturnValue(
        current, lookup.findGetter(Thread.class, "tid", long.class));
  }

  /** {@code ()long}: as {@link #currentId}. */
  static MethodHandle runnerId() throws ReflectiveOperationException {
    return currentId();
  }

  /** The ids of the platform threads that live now. Takes no stacks. */
  static Set<Long> living() throws Throwable {
    Lookup lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
    MethodHandle all =
        lookup.findStatic(Thread.class, "getThreads", MethodType.methodType(Thread[].class));
    MethodHandle id = lookup.findGetter(Thread.class, "tid", long.class);
    Set<Long> ids = new HashSet<>();
    for (Thread each : (Thread[]) all.invokeExact()) ids.add((long) id.invokeExact(each));
    return ids;
  }

  /** Always false: this line is for JVMs without virtual threads. */
  static boolean isVirtual(Thread thread) {
    return false;
  }
}
