package dev.sonde.tracer.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.Set;

/** Threads, as this JDK line knows them. */
final class Threads {
  private static final MethodHandle ID = id();

  private Threads() {}

  /** {@code (Thread)long}. */
  private static MethodHandle id() {
    try {
      Lookup lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
      return lookup.findGetter(Thread.class, "tid", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("java.lang is not open", impossible);
    }
  }

  /** What {@link #currentId} calls. */
  static Set<MethodHandle> handles() {
    return Set.of(ID);
  }

  /**
   * Reads the field: {@code getId} can be overridden before JDK 19, and is then code of the
   * application.
   */
  static long currentId() throws Throwable {
    return (long) ID.invokeExact(Thread.currentThread());
  }

  /** {@code ()long}: as {@link #currentId}. */
  static MethodHandle runnerId() throws ReflectiveOperationException {
    MethodHandle current =
        MethodHandles.lookup()
            .findStatic(Thread.class, "currentThread", MethodType.methodType(Thread.class));
    return MethodHandles.filterReturnValue(current, ID);
  }

  /** The ids of the platform threads that live now. Takes no stacks. */
  static Set<Long> living() throws Throwable {
    Lookup lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
    MethodHandle all =
        lookup.findStatic(Thread.class, "getThreads", MethodType.methodType(Thread[].class));
    Set<Long> ids = new HashSet<>();
    for (Thread each : (Thread[]) all.invokeExact()) ids.add((long) ID.invokeExact(each));
    return ids;
  }

  /** Always false: this line is for JVMs without virtual threads. */
  static boolean isVirtual(Thread thread) {
    return false;
  }
}
