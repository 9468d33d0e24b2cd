package dev.sonde.tracer.condition;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;

/** Whether a class is initialised: reading a static field of it would else run its initialiser. */
final class Initialised {
  private Initialised() {}

  /**
   * Asks what the JDK itself asks before it makes a handle. True where this JDK does not answer: a
   * class whose statics people ask for has nearly always been used.
   *
   * @param getter of a static field
   */
  static boolean test(MethodHandle getter) {
    try {
      Method member = MethodHandle.class.getDeclaredMethod("internalMemberName");
      member.setAccessible(true);
      Object name = member.invoke(getter);
      Method asked =
          Class.forName("java.lang.invoke.DirectMethodHandle")
              .getDeclaredMethod("shouldBeInitialized", name.getClass());
      asked.setAccessible(true);
      return !(boolean) asked.invoke(null, name);
    } catch (ReflectiveOperationException | RuntimeException notInThisJdk) {
      return true;
    }
  }
}
