package dev.sonde.tracer.condition;

import java.util.List;
import org.objectweb.asm.Type;

/**
 * What is known of a value before there is one.
 *
 * @param descriptor of the class file; of the wide type for numbers
 * @param arguments of a generic type; the element of an array
 */
record ValueType(Kind kind, String descriptor, List<ValueType> arguments) {
  /** How a value is carried: small integers are long, float is double. */
  enum Kind {
    TRUTH("Z"),
    LETTER("C"),
    NUMBER("J"),
    TIME("J"),
    REAL("D"),
    REFERENCE("Ljava/lang/Object;"),
    VOID("V");

    /** As handles and locals of the generated code have it. */
    final String carrier;

    Kind(String carrier) {
      this.carrier = carrier;
    }
  }

  static final ValueType TRUTH = new ValueType(Kind.TRUTH, "Z", List.of());
  static final ValueType LETTER = new ValueType(Kind.LETTER, "C", List.of());
  static final ValueType NUMBER = new ValueType(Kind.NUMBER, "J", List.of());
  static final ValueType TIME = new ValueType(Kind.TIME, "J", List.of());
  static final ValueType REAL = new ValueType(Kind.REAL, "D", List.of());
  static final ValueType OBJECT = reference("java.lang.Object");
  static final ValueType TEXT = reference("java.lang.String");
  static final ValueType NULL = new ValueType(Kind.REFERENCE, "Lnull;", List.of());

  static ValueType reference(String binaryName, ValueType... arguments) {
    return new ValueType(
        Kind.REFERENCE, "L" + binaryName.replace('.', '/') + ";", List.of(arguments));
  }

  static ValueType of(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'Z' -> TRUTH;
      case 'C' -> LETTER;
      case 'B', 'S', 'I', 'J' -> new ValueType(Kind.NUMBER, descriptor, List.of());
      case 'F', 'D' -> new ValueType(Kind.REAL, descriptor, List.of());
      case 'V' -> new ValueType(Kind.VOID, descriptor, List.of());
      case '[' -> new ValueType(Kind.REFERENCE, descriptor, List.of(of(descriptor.substring(1))));
      default -> new ValueType(Kind.REFERENCE, descriptor, List.of());
    };
  }

  boolean isReference() {
    return kind == Kind.REFERENCE;
  }

  boolean isNull() {
    return this == NULL;
  }

  boolean isArray() {
    return descriptor.startsWith("[");
  }

  boolean isText() {
    return is("java.lang.String");
  }

  boolean is(String binaryName) {
    return isReference() && name().equals(binaryName);
  }

  boolean isNumeric() {
    return kind == Kind.NUMBER || kind == Kind.REAL || kind == Kind.LETTER;
  }

  /** The binary name of a class, {@code null} for null. */
  String name() {
    return Type.getType(descriptor).getClassName();
  }

  /** As an error names it. */
  String shown() {
    if (this == NULL) return "null";
    if (kind == Kind.TIME) return "a time";
    String name = name();
    return name.startsWith("java.lang.") ? name.substring("java.lang.".length()) : name;
  }

  ValueType argument(int index) {
    return index < arguments.size() ? arguments.get(index) : OBJECT;
  }

  ValueType withArguments(List<ValueType> others) {
    return new ValueType(kind, descriptor, others);
  }
}
