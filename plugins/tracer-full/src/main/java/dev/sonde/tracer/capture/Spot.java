package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a method's bytecode from which calls were made, and how it is told: asking the JVM for
 * a line, and writing it, takes longer than a short walk. Refers to the method weakly, and so to no
 * class.
 *
 * <p>Only of classes that were never redefined. In one that was, the frame of an old method looks
 * like that of the new one, and at the same index of both may be different lines.
 */
final class Spot {
  /**
   * {@code (Object frame)Object}: what the JVM has of a frame's method, the same for each frame.
   */
  private static final @Nullable MethodHandle METHOD = method();

  /** {@code (Object frame)int}: how often its class was redefined or retransformed. */
  private static final @Nullable MethodHandle CHANGES = changes();

  final Encoder told;
  private final WeakReference<Object> method;
  private final int index;

  Spot(Object method, int index, Encoder told) {
    this.method = new WeakReference<>(method);
    this.index = index;
    this.told = told;
  }

  boolean is(Object method, int index) {
    return this.index == index && this.method.refersTo(method);
  }

  /** The method of a frame as the JVM knows it; null: unknown, or of a class that has changed. */
  static @Nullable Object method(StackFrame frame) {
    if (METHOD == null || CHANGES == null) return null;
    try {
      if ((int) CHANGES.invokeExact((Object) frame) > 0) return null;
      return (Object) METHOD.invokeExact((Object) frame);
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What {@link #method(StackFrame)} calls; none where this JDK has it otherwise. */
  static List<MethodHandle> handles() {
    return METHOD == null || CHANGES == null ? List.of() : List.of(METHOD, CHANGES);
  }

  /** On newer JDKs a frame refers to it directly, on older ones by a name as handles have it. */
  private static @Nullable MethodHandle method() {
    try {
      return erased(field("java.lang.ClassFrameInfo", "classOrMemberName"));
    } catch (ReflectiveOperationException | RuntimeException older) {
      return methodOfName();
    }
  }

  private static @Nullable MethodHandle methodOfName() {
    try {
      MethodHandle name = erased(field("java.lang.StackFrameInfo", "memberName"));
      MethodHandle method = erased(field("java.lang.invoke.MemberName", "method"));
      return MethodHandles.filterReturnValue(name, method);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return null;
    }
  }

  /** Asked for past {@code getDeclaringClass}, which needs a walker with a permission. */
  private static @Nullable MethodHandle changes() {
    try {
      Class<?> frame = Class.forName("java.lang.StackFrameInfo");
      MethodHandle type =
          within(frame).findVirtual(frame, "declaringClass", MethodType.methodType(Class.class));
      MethodHandle count =
          within(Class.class).findGetter(Class.class, "classRedefinedCount", int.class);
      return MethodHandles.filterReturnValue(type, count)
          .asType(MethodType.methodType(int.class, Object.class));
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return null;
    }
  }

  /** Reflected, for a lookup in java.lang.invoke is given to nobody. */
  private static MethodHandle field(String owner, String name) throws ReflectiveOperationException {
    Field field = Class.forName(owner).getDeclaredField(name);
    field.setAccessible(true);
    return MethodHandles.lookup().unreflectGetter(field);
  }

  private static Lookup within(Class<?> type) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  private static MethodHandle erased(MethodHandle read) {
    return read.asType(MethodType.methodType(Object.class, Object.class));
  }
}
