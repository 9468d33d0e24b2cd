package dev.sonde.tracer.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Calls code of the application that a person has allowed a condition to call. Its frame tells
 * {@link Guard} that the thread is inside a probe, and has not only failed to leave one.
 */
public final class Allowed {
  private Allowed() {}

  /** The same handle, called from here. */
  public static MethodHandle through(MethodHandle handle) throws ReflectiveOperationException {
    MethodType type = handle.type();
    int count = type.parameterCount();
    MethodHandle spread =
        handle
            .asSpreader(Object[].class, count)
            .asType(MethodType.methodType(Object.class, Object[].class));
    MethodType call = MethodType.methodType(Object.class, MethodHandle.class, Object[].class);
    return MethodHandles.lookup()
        .findStatic(Allowed.class, "call", call)
        .bindTo(spread)
        .asCollector(Object[].class, count)
        .asType(type);
  }

  private static Object call(MethodHandle handle, Object[] arguments) throws Throwable {
    return (Object) handle.invokeExact(arguments);
  }
}
