package dev.sonde.tracer.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.EnumMap;
import java.util.Map;

/** The handles that a generated probe calls. JDK types only stand in their types: the probe lives in the application's loader. */
public final class Hooks {
  private final Lookup lookup = MethodHandles.lookup();
  private final MethodHandle currentThread;
  private final MethodHandle entered;
  private final Map<Shape, MethodHandle> arguments = new EnumMap<>(Shape.class);

  /** Needs java.lang opened to this plugin. */
  public Hooks() throws ReflectiveOperationException {
    currentThread = Threads.currentId();
    entered = lookup.findVirtual(CallRecord.class, "entered", MethodType.methodType(Object.class)).asType(type(Object.class, Object.class));
    for (Shape shape : Shape.values())
      if (shape.type != null) {
        MethodHandle handle = lookup.findVirtual(CallRecord.class, shape.argument, type(void.class, int.class, shape.type));
        arguments.put(shape, handle.asType(type(void.class, Object.class, int.class, shape.type)));
      }
  }

  public long currentThread() throws Throwable {
    return (long) currentThread.invokeExact();
  }

  /** {@code ()Object}: the record of a call that begins, or null. */
  public MethodHandle begin(MethodProbe probe) throws ReflectiveOperationException {
    MethodHandle begin = bound(probe, "begin", type(Object.class, long.class));
    return MethodHandles.collectArguments(begin, 0, currentThread);
  }

  /** {@code (Object record, int index, value)void}. */
  public MethodHandle argument(Shape shape) {
    return arguments.get(shape);
  }

  /** {@code (Object record)Object}: the token. */
  public MethodHandle entered() {
    return entered;
  }

  /** {@code (value?, Object token)void}. */
  public MethodHandle returned(MethodProbe probe, Shape shape) throws ReflectiveOperationException {
    MethodType type = shape.type == null ? type(void.class, Object.class) : type(void.class, shape.type, Object.class);
    return bound(probe, shape.result, type);
  }

  /** {@code (Object throwable, Object token)void}. */
  public MethodHandle thrown(MethodProbe probe) throws ReflectiveOperationException {
    return bound(probe, "thrown", type(void.class, Object.class, Object.class));
  }

  /** {@code (Throwable)void}: a failure of the probe itself. */
  public MethodHandle failed(MethodProbe probe) throws ReflectiveOperationException {
    MethodHandle failed = bound(probe, "failed", type(void.class, long.class, Throwable.class));
    return MethodHandles.collectArguments(failed, 0, currentThread);
  }

  private MethodHandle bound(MethodProbe probe, String name, MethodType type) throws ReflectiveOperationException {
    return lookup.findVirtual(MethodProbe.class, name, type).bindTo(probe);
  }

  private static MethodType type(Class<?> result, Class<?>... parameters) {
    return MethodType.methodType(result, parameters);
  }
}
