package dev.sonde.tracer.condition;

import dev.sonde.tracer.capture.Opener;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Messages and causes of exceptions as Throwable keeps them, whatever a subclass of the application
 * has overridden; exceptions of the JDK are asked.
 */
final class Causes {
  private static final int MOST = 100;

  private final @Nullable MethodHandle cause;
  private final @Nullable MethodHandle message;

  Causes(Opener opener) {
    boolean open = opener.open(Throwable.class);
    cause = open ? getter("cause", Throwable.class) : null;
    message = open ? getter("detailMessage", String.class) : null;
  }

  private static @Nullable MethodHandle getter(String field, Class<?> type) {
    try {
      Lookup within = MethodHandles.privateLookupIn(Throwable.class, MethodHandles.lookup());
      return within
          .findGetter(Throwable.class, field, type)
          .asType(MethodType.methodType(Object.class, Throwable.class));
    } catch (ReflectiveOperationException refused) {
      return null;
    }
  }

  @Nullable Object message(Object thrown) throws Throwable {
    if (jdk(thrown)) return ((Throwable) thrown).getMessage();
    return message == null ? null : (Object) message.invokeExact((Throwable) thrown);
  }

  @Nullable Object causeOf(Object thrown) throws Throwable {
    if (jdk(thrown)) return ((Throwable) thrown).getCause();
    Object held = cause == null ? null : (Object) cause.invokeExact((Throwable) thrown);
    return held == thrown ? null : held;
  }

  /** This exception, or the first of its causes, that is of this class; null if none is. */
  @Nullable Object firstOf(Class<?> type, Object thrown) throws Throwable {
    Object each = thrown;
    for (int i = 0; each != null && i < MOST; i++) {
      if (type.isInstance(each)) return each;
      each = causeOf(each);
    }
    return null;
  }

  /** By the name of a class, or what follows a dot in it: the class need not be loaded. */
  boolean causedBy(String name, Object thrown) throws Throwable {
    Object each = thrown;
    for (int i = 0; each != null && i < MOST; i++) {
      if (is(each, name)) return true;
      each = causeOf(each);
    }
    return false;
  }

  /** Whether a class of this value, or one that it extends, has this name. */
  boolean is(Object value, String name) {
    for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass())
      if (type.getName().equals(name) || Classes.ends(type.getName(), name)) return true;
    return false;
  }

  private static boolean jdk(Object thrown) {
    Class<?> type = thrown.getClass();
    ClassLoader loader = type.getClassLoader();
    return (loader == null || loader == ClassLoader.getPlatformClassLoader())
        && type.getModule().isNamed();
  }
}
