package dev.sonde.tracer.condition;

import dev.sonde.tracer.capture.Opener;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Whether a class is initialised: reading a static field of it would else run its initialiser. */
final class Initialised {
  private Initialised() {}

  /**
   * Asks what the JDK itself asks before it makes a handle. False also while the class is being
   * initialised by another thread; null where this JDK does not answer.
   */
  static @Nullable Boolean test(Class<?> type, Opener opener) {
    try {
      Class<?> asked = Class.forName("jdk.internal.misc.Unsafe", false, null);
      if (!opener.open(asked)) return null;
      Method unsafe = asked.getMethod("getUnsafe");
      Method should = asked.getMethod("shouldBeInitialized", Class.class);
      unsafe.setAccessible(true);
      should.setAccessible(true);
      return !(boolean) should.invoke(unsafe.invoke(null), type);
    } catch (ReflectiveOperationException | InaccessibleObjectException notInThisJdk) {
      return null;
    }
  }
}
