package dev.sonde.tracer.link;

import java.util.Locale;
import org.objectweb.asm.Type;

/**
 * What a woven call site tells. Each reference type in its descriptor is {@code Object}: resolving
 * a call site loads the types of its descriptor, and an optional class that is missing would then
 * break the application.
 */
public enum Kind {
  /** {@code (this?, arguments..)token}: of the {@link Token} that the trace keeps. */
  ENTER,
  /**
   * {@code (result?, token)void}. The token comes last: the result lies on the stack already, and
   * no temporary is needed.
   */
  EXIT,
  /** {@code (throwable, token)void}. */
  THROWN;

  /** How many there are: {@code values()} makes an array each time. */
  public static final int COUNT = values().length;

  private static final String OBJECT = "Ljava/lang/Object;";

  /**
   * The name of a method's call sites of this kind, which is also the name of the probe's method.
   * It depends on nothing but the method: the constants that it leaves in a constant pool are the
   * same in each round. Two methods of one class have the same one once in 4 billion.
   */
  public String siteName(String method, String descriptor) {
    return name().toLowerCase(Locale.ROOT)
        + "$"
        + Integer.toHexString((method + descriptor).hashCode());
  }

  public String siteDescriptor(boolean isStatic, String descriptor, Token token) {
    String kept = token.type().getDescriptor();
    Type result = Type.getReturnType(descriptor);
    // A switch over an enum is a class of its own, also in the target.
    if (this == ENTER) return "(" + (isStatic ? "" : OBJECT) + arguments(descriptor) + ")" + kept;
    if (this == THROWN) return "(" + OBJECT + kept + ")V";
    return "(" + (result == Type.VOID_TYPE ? "" : erase(result)) + kept + ")V";
  }

  private static String arguments(String descriptor) {
    StringBuilder erased = new StringBuilder();
    for (Type each : Type.getArgumentTypes(descriptor)) erased.append(erase(each));
    return erased.toString();
  }

  private static String erase(Type type) {
    return type.getSort() >= Type.ARRAY ? OBJECT : type.getDescriptor();
  }
}
