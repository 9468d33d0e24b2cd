package dev.sonde.tracer.record;

import dev.sonde.tracer.capture.Callers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The handles that generated probes call, the same ones in all probes of a session. JDK types only
 * stand in their types: a probe lives in the application's loader.
 */
public final class Hooks {
  private final Lookup lookup = MethodHandles.lookup();
  private final @Nullable MethodHandle customize = customize();
  private boolean looking;

  /** By the names of {@link Doors}, of which no two are the same. */
  private final Map<String, MethodHandle> doors = new HashMap<>();

  private final Map<String, MethodType> siteTypes = new HashMap<>();

  /** Needs java.lang opened to this plugin. */
  public Hooks() throws ReflectiveOperationException {
    // A handle of a class that has not started has a form of its own, which the JVM makes.
    lookup.ensureInitialized(Doors.class);
    for (MethodHandle each : Threads.handles()) customized(each);
  }

  /** {@code ()long}: the id of the platform thread that runs now, also below a virtual one. */
  public MethodHandle runner() throws ReflectiveOperationException {
    return Threads.runnerId();
  }

  /**
   * The ids of the platform threads that live now.
   *
   * @throws Throwable when this JDK does not tell
   */
  public Set<Long> living() throws Throwable {
    return Threads.living();
  }

  public long currentThread() throws Throwable {
    return Threads.currentId();
  }

  /** The type of a call site: few of them differ, and reading one is slow. */
  public MethodType siteType(String descriptor) {
    MethodType known = siteTypes.get(descriptor);
    if (known != null) return known;
    // Only JDK types stand in it: the boot loader knows them all.
    MethodType read = MethodType.fromMethodDescriptorString(descriptor, null);
    siteTypes.put(descriptor, read);
    return read;
  }

  /** {@code (Object straight)Object}: {@link Door#BEGIN} of a probe's {@link Probe#straight}. */
  public MethodHandle straightBegin() throws ReflectiveOperationException {
    return door("straightBegin", type(Object.class, Object.class));
  }

  /** {@code (Object straight, Object record)Object}: the token. */
  public MethodHandle straightEntered() throws ReflectiveOperationException {
    return door("straightEntered", type(Object.class, Object.class, Object.class));
  }

  /** {@code (Object straight, Object record, int index, value)void}. */
  public MethodHandle straightArgument(Shape shape) throws ReflectiveOperationException {
    MethodType type = type(void.class, Object.class, Object.class, int.class, shape.type);
    return door(straight(shape.argument), type);
  }

  /** {@code (value?, Object token, Object straight)void}. */
  public MethodHandle straightReturned(Shape shape) throws ReflectiveOperationException {
    return door(straight(shape.result), result(shape));
  }

  private static String straight(String name) {
    return "straight" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static MethodType result(Shape shape) {
    return shape.type == null
        ? type(void.class, Object.class, Object.class)
        : type(void.class, shape.type, Object.class, Object.class);
  }

  /** {@code ()long}: the id of the thread. */
  public MethodHandle threadId() {
    try {
      return door("threadId", type(long.class));
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Before a probe looks for callers for the first time. */
  public void look() {
    if (!looking) for (MethodHandle each : Callers.handles()) customized(each);
    looking = true;
  }

  /**
   * What a probe with a condition calls besides.
   *
   * <ul>
   *   <li>{@code misjudged (Object probe, Throwable)void}
   *   <li>{@code timed (Object probe, long, long)int}, {@code row (Object probe, long, long)void}
   *   <li>{@code inside (Object probe)int}, {@code outside (Object probe, int)void}
   *   <li>{@code caller (Object probe)Object}
   *   <li>{@code ending (Object token, Object probe)Object}: the record, or null
   *   <li>{@code reference (Object record, int)Object}, {@code bits (Object record, int)long},
   *       {@code nanos (Object record)long}
   *   <li>{@code mark (Object inside)Object}: the token; {@code unmark (Object inside, Object
   *       token)void}
   *   <li>{@code dismissed (Object record)void}, {@code unclear (Object record, Throwable)void}
   * </ul>
   */
  public MethodHandle judging(String name) throws ReflectiveOperationException {
    MethodType type =
        switch (name) {
          case "misjudged", "unclear" -> type(void.class, Object.class, Throwable.class);
          case "timed" -> type(int.class, Object.class, long.class, long.class);
          case "row" -> type(void.class, Object.class, long.class, long.class);
          case "inside" -> type(int.class, Object.class);
          case "outside" -> type(void.class, Object.class, int.class);
          case "caller", "mark" -> type(Object.class, Object.class);
          case "ending" -> type(Object.class, Object.class, Object.class);
          case "reference" -> type(Object.class, Object.class, int.class);
          case "unmark" -> type(void.class, Object.class, Object.class);
          case "bits" -> type(long.class, Object.class, int.class);
          case "nanos" -> type(long.class, Object.class);
          case "dismissed" -> type(void.class, Object.class);
          default -> throw new IllegalArgumentException(name);
        };
    return door(name, type);
  }

  private MethodHandle door(String name, MethodType type) throws ReflectiveOperationException {
    MethodHandle known = doors.get(name);
    if (known != null) return known;
    MethodHandle made = customized(lookup.findStatic(Doors.class, name, type));
    doors.put(name, made);
    return made;
  }

  /**
   * Does beforehand what the JDK does when a handle is called for the 128th time, in whatever
   * thread that is: generating a class needs much stack.
   */
  public MethodHandle customized(MethodHandle handle) {
    try {
      if (customize != null) customize.invokeExact(handle);
    } catch (Error fatal) {
      throw fatal;
    } catch (Throwable notOnThisJdk) {
      return handle;
    }
    return handle;
  }

  /** A handle: what is reflected often makes the JDK before 18 generate a class that stays. */
  private static @Nullable MethodHandle customize() {
    try {
      Method method = MethodHandle.class.getDeclaredMethod("customize");
      method.setAccessible(true);
      return MethodHandles.lookup().unreflect(method);
    } catch (ReflectiveOperationException | RuntimeException notOnThisJdk) {
      return null;
    }
  }

  private static MethodType type(Class<?> result, Class<?>... parameters) {
    return MethodType.methodType(result, parameters);
  }
}
