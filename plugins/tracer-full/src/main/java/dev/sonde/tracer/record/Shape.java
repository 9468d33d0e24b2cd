package dev.sonde.tracer.record;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** How a value goes from a probe into a record without being boxed. */
public enum Shape {
  NOTHING(null, "", "returned"),
  TRUTH(boolean.class, "truth", "returnedTruth"),
  CHARACTER(char.class, "character", "returnedCharacter"),
  INTEGER(long.class, "integer", "returnedInteger"),
  SINGLE(float.class, "single", "returnedSingle"),
  REAL(double.class, "real", "returnedReal"),
  OBJECT(Object.class, "object", "returnedObject");

  final @Nullable Class<?> type;
  final String argument;
  final String result;

  Shape(@Nullable Class<?> type, String argument, String result) {
    this.type = type;
    this.argument = argument;
    this.result = result;
  }

  /** Of a method's parameters, in their order. */
  static Shape[] ofArguments(String descriptor) {
    Type[] types = Type.getArgumentTypes(descriptor);
    Shape[] shapes = new Shape[types.length];
    for (int i = 0; i < types.length; i++) shapes[i] = of(types[i].getDescriptor());
    return shapes;
  }

  /** By a type's descriptor. */
  public static Shape of(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'V' -> NOTHING;
      case 'Z' -> TRUTH;
      case 'C' -> CHARACTER;
      case 'F' -> SINGLE;
      case 'D' -> REAL;
      case 'L', '[' -> OBJECT;
      default -> INTEGER;
    };
  }
}
