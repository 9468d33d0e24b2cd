package dev.sonde.tracer.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What the current thread has used so far, as the JVM counts it: nanoseconds on a processor, or
 * bytes allocated. Found by reflection, for java.management is not in every JVM; nothing of the JVM
 * is switched on for it.
 */
public final class ThreadUse {
  private static final String FACTORY = "java.lang.management.ManagementFactory";
  private static final String PLAIN = "java.lang.management.ThreadMXBean";
  private static final String MORE = "com.sun.management.ThreadMXBean";

  /** Reading that takes longer would be most of what it tells. */
  private static final long MOST_NANOS = 20_000;

  private static final int TRIES = 64;

  private final MethodHandle now;
  private long own;

  private ThreadUse(MethodHandle now) {
    this.now = now;
  }

  /** Why it cannot be read: one sentence. */
  public static final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    Missing(String sentence) {
      super(sentence);
    }
  }

  /** Nanoseconds of processor time. */
  public static ThreadUse cpu() throws Missing {
    return of("cpu", PLAIN, "isThreadCpuTimeEnabled", "getCurrentThreadCpuTime");
  }

  /** Bytes on the heap, collected or not. */
  public static ThreadUse alloc() throws Missing {
    return of("alloc", MORE, "isThreadAllocatedMemoryEnabled", "getCurrentThreadAllocatedBytes");
  }

  private static ThreadUse of(String part, String type, String enabled, String reading)
      throws Missing {
    try {
      Object bean = bean();
      Class<?> view = Class.forName(type, true, null);
      if (!(boolean) view.getMethod(enabled).invoke(bean))
        throw new Missing(part + " is not captured: it is switched off in this JVM");
      MethodHandle handle =
          MethodHandles.publicLookup()
              .findVirtual(view, reading, MethodType.methodType(long.class))
              .bindTo(bean);
      return new ThreadUse(handle).cheap(part);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError absent) {
      throw new Missing(part + " is not captured: this JVM has no " + type + " that tells it");
    }
  }

  private static Object bean() throws ReflectiveOperationException {
    Object bean = Class.forName(FACTORY, true, null).getMethod("getThreadMXBean").invoke(null);
    if (bean == null) throw new ClassNotFoundException(PLAIN);
    return bean;
  }

  private ThreadUse cheap(String part) throws Missing {
    long least = Long.MAX_VALUE;
    own = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      long start = System.nanoTime();
      long before = now();
      if (before < 0) throw new Missing(part + " is not captured: this JVM does not count it");
      least = Math.min(least, System.nanoTime() - start);
      own = Math.min(own, now() - before);
    }
    if (least <= MOST_NANOS) return this;
    throw new Missing(
        part + " is not captured: reading it takes " + least / 1_000 + " µs on this machine");
  }

  /** What two readings tell with nothing between them: that of reading itself. */
  long own() {
    return own;
  }

  /** Negative: not known of this thread; so with virtual ones. */
  long now() {
    try {
      return (long) now.invokeExact();
    } catch (Throwable unsupported) {
      return -1;
    }
  }
}
