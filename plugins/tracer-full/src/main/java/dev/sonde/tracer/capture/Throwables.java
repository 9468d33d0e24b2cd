package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages and stack traces as Throwable itself tells them, whatever a subclass of the
 * application has overridden. Where the JVM does not let us call past an override, only exceptions
 * of the JDK are asked.
 */
final class Throwables {
  /** Causes of one exception. */
  private static final int SHOWN = 5;

  private final @Nullable MethodHandle message;
  private final @Nullable MethodHandle stack;
  private final CauseChain causes;

  Throwables(Opener opener) {
    boolean open = opener.open(Throwable.class);
    message = open ? special("getMessage", String.class) : null;
    causes = new CauseChain(open);
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
   * Writes {@code {type, message, at: {class, method, line}, causes: [{type, message, at}..]}}; a
   * message that is unknown is null, a place absent, and so are causes where there are none. The
   * last cause is the root; {@code moreCauses} says how many were left out before it.
   */
  void write(Encoder out, Throwable thrown, boolean withMessage) {
    one(out, thrown, withMessage);
    List<Throwable> chain = causes.of(thrown);
    int more = Math.max(0, chain.size() - SHOWN);
    if (!chain.isEmpty()) out.text("causes").list();
    for (int i = 0; i < chain.size(); i++)
      if (i < SHOWN - 1 || i == chain.size() - 1) one(out, chain.get(i), withMessage).end();
    if (!chain.isEmpty()) out.end();
    if (more > 0) out.text("moreCauses").integer(more);
    out.end();
  }

  private Encoder one(Encoder out, Throwable thrown, boolean withMessage) {
    out.map().text("type").text(Limits.cut(thrown.getClass().getName()));
    if (withMessage) text(out.text("message"), message(thrown));
    StackTraceElement[] trace = trace(thrown);
    if (trace.length > 0) {
      out.text("at");
      new Place(trace[0].getClassName(), trace[0].getMethodName(), trace[0].getLineNumber())
          .write(out);
    }
    return out;
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
