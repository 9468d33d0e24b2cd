package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages and stack traces as Throwable itself tells them, whatever a subclass of the
 * application has overridden. Where the JVM does not let us call past an override, only exceptions
 * of the JDK are asked.
 */
final class Throwables {
  private final @Nullable MethodHandle message;
  private final @Nullable MethodHandle stack;

  Throwables(Opener opener) {
    boolean open = opener.open(Throwable.class);
    message = open ? special("getMessage", String.class) : null;
    stack = open ? special("getStackTrace", StackTraceElement[].class) : null;
  }

  private static @Nullable MethodHandle special(String name, Class<?> result) {
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(Throwable.class, MethodHandles.lookup());
      return lookup.findSpecial(
          Throwable.class, name, MethodType.methodType(result), Throwable.class);
    } catch (ReflectiveOperationException refused) {
      return null;
    }
  }

  /**
   * Writes {@code {type, message, at: {class, method, line}}}; a message that is unknown is null, a
   * place absent.
   */
  void write(Encoder out, Throwable thrown, boolean withMessage) {
    out.map().text("type").text(Limits.cut(thrown.getClass().getName()));
    if (withMessage) text(out.text("message"), message(thrown));
    StackTraceElement[] trace = trace(thrown);
    if (trace.length > 0) {
      out.text("at");
      new Place(trace[0].getClassName(), trace[0].getMethodName(), trace[0].getLineNumber())
          .write(out);
    }
    out.end();
  }

  private static void text(Encoder out, @Nullable String text) {
    if (text == null) {
      out.none();
      return;
    }
    out.text(Secrets.shown(text));
  }

  /** The JVM's own exceptions are asked: a NullPointerException makes its message only then. */
  @Nullable String message(Throwable thrown) {
    Class<?> type = thrown.getClass();
    boolean jvms = Jdk.defines(type) && type.getPackageName().equals("java.lang");
    if (jvms || message == null && Jdk.defines(type)) return thrown.getMessage();
    return message == null ? null : (String) call(message, thrown);
  }

  private StackTraceElement[] trace(Throwable thrown) {
    if (stack == null && !Jdk.defines(thrown.getClass())) return new StackTraceElement[0];
    Object trace = stack == null ? thrown.getStackTrace() : call(stack, thrown);
    return trace instanceof StackTraceElement[] elements ? elements : new StackTraceElement[0];
  }

  private static @Nullable Object call(MethodHandle handle, Throwable thrown) {
    try {
      return (Object) handle.invoke(thrown);
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
