package dev.sonde.tracer.select;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The rules for what is woven; those about the JDK are in {@link DenyList}. */
final class Weavable {
  private static final int FIRST_VERSION = 51;

  /** Of 255, which a method may have, handles, call sites and what rehearses them want some. */
  private static final int MOST_WORDS = 249;

  private static final Set<String> JDK = Set.of("java.", "jdk.", "sun.", "com.sun.");
  private static final Set<String> OWN =
      Set.of(
          "dev.sonde.api.",
          "dev.sonde.wire.",
          "dev.sonde.target.",
          "dev.sonde.tracer.",
          "dev.sonde.operator.",
          "dev.sonde.cli.",
          "dev.sonde.Agent_",
          "SondeAgent_");

  private final Predicate<Class<?>> modifiable;

  Weavable(Predicate<Class<?>> modifiable) {
    this.modifiable = modifiable;
  }

  /**
   * Why no method of this class is woven, as far as its name and flags tell; null if they allow it.
   */
  @Nullable String reason(Class<?> type) {
    if (ownClass(type)) return "part of Sonde";
    if (ClassLoader.class.isAssignableFrom(type))
      return "class loader: weaving it would need itself";
    if (jdkClass(type) && DenyList.holds(type.getName()))
      return "class of the JDK that every probe needs: a hook in it would end the application; trace what calls it";
    return modifiable.test(type) ? null : "this JVM does not allow to modify it";
  }

  /**
   * Whether its code has to call plainly: a call site of the JDK would be linked by what it is in,
   * and one before Java 7 cannot be.
   *
   * @param version of the class file; 0: not known
   */
  static boolean direct(Class<?> type, int version) {
    return jdkClass(type) || version > 0 && version < FIRST_VERSION;
  }

  /** Why this one method is not woven; null if it is. */
  static @Nullable String reason(SelectedMethod method, boolean named) {
    if (method.name().equals("<clinit>"))
      return "static initialiser: it has run, or runs only once";
    if ((method.access() & Opcodes.ACC_ABSTRACT) != 0) return "abstract: trace what implements it";
    if ((method.access() & Opcodes.ACC_NATIVE) != 0)
      return "native: it has no bytecode; trace its callers";
    if (words(method) > MOST_WORDS)
      return "parameters of more than "
          + MOST_WORDS
          + " words: no call site takes them; trace its callers";
    if (method.name().equals("<init>"))
      return named ? null : "constructor: a wildcard means methods, add ::new";
    if ((method.access() & Opcodes.ACC_BRIDGE) != 0)
      return "bridge made by the compiler: it only calls the method of this name";
    boolean synthetic = (method.access() & Opcodes.ACC_SYNTHETIC) != 0;
    return synthetic && !named ? "made by the compiler: give its name to trace it" : null;
  }

  /** As the JVM counts them: two for a long or double, one for the object. */
  private static int words(SelectedMethod method) {
    int withObject = Type.getArgumentsAndReturnSizes(method.descriptor()) >> 2;
    return withObject - ((method.access() & Opcodes.ACC_STATIC) == 0 ? 0 : 1);
  }

  /** By the loader; the JDK's tools, which the loader of the application loads, by name. */
  static boolean jdkClass(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || loader == ClassLoader.getPlatformClassLoader()) return true;
    if (Proxies.ofTheJdk(type)) return false;
    return Among.any(JDK, type.getName()::startsWith);
  }

  /** Also those of a Sonde that is a guest in its own target. */
  static boolean ownClass(Class<?> type) {
    return Among.any(OWN, type.getName()::startsWith)
        || type.getName().startsWith("java.lang.SondeBridge");
  }
}
