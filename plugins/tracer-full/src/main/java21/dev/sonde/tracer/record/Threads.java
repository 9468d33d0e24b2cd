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

  /** What {@link #currentId} calls. */
  static Set<MethodHandle> handles() {
    return Set.of();
  }

  static long currentId() {
    return Thread.currentThread().threadId();
  }

  /**
   * {@code ()long}: the id of the carrier of a virtual thread. Between this and the next blocking
   * call no other virtual thread runs on it.
   */
  static MethodHandle runnerId() throws ReflectiveOperationException {
    Lookup lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
    MethodType thread = MethodType.methodType(Thread.class);
    MethodHandle carrier = lookup.findStatic(Thread.class, "currentCarrierThread", thread);
    return MethodHandles.filterReturnValue(
        carrier, lookup.findVirtual(Thread.class, "threadId", MethodType.methodType(long.class)));
  }

  /** The ids of the platform threads that live now, carriers too. Takes no stacks. */
  static Set<Long> living() throws Throwable {
    Lookup lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
    MethodHandle all =
        lookup.findStatic(Thread.class, "getThreads", MethodType.methodType(Thread[].class));
    Set<Long> ids = new HashSet<>();
    for (Thread each : (Thread[]) all.invokeExact()) ids.add(each.threadId());
    return ids;
  }

  static boolean isVirtual(Thread thread) {
    return thread.isVirtual();
  }
}
