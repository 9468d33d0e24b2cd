package dev.sonde.tracer.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** Reads generic signatures of class files. A type variable that is not known is its erasure. */
final class Generic extends SignatureVisitor {
  private final Map<String, ValueType> variables;
  private final StringBuilder name = new StringBuilder();
  private final List<Generic> arguments = new ArrayList<>();
  private @Nullable ValueType known;
  private int dimensions;

  private Generic(Map<String, ValueType> variables) {
    super(Opcodes.ASM9);
    this.variables = variables;
  }

  /**
   * The type of a field.
   *
   * @param signature null: not generic
   */
  static ValueType of(
      String descriptor, @Nullable String signature, Map<String, ValueType> variables) {
    if (signature == null) return ValueType.of(descriptor);
    try {
      Generic reader = new Generic(variables);
      new SignatureReader(signature).acceptType(reader);
      return reader.type(descriptor);
    } catch (RuntimeException malformed) {
      return ValueType.of(descriptor);
    }
  }

  /** The types of a method's parameters, and at last of its result. */
  static List<ValueType> ofMethod(
      String descriptor, @Nullable String signature, Map<String, ValueType> variables) {
    List<ValueType> erased = new ArrayList<>();
    for (org.objectweb.asm.Type each : org.objectweb.asm.Type.getArgumentTypes(descriptor))
      erased.add(ValueType.of(each.getDescriptor()));
    erased.add(ValueType.of(org.objectweb.asm.Type.getReturnType(descriptor).getDescriptor()));
    if (signature == null) return erased;
    try {
      List<Generic> found = new ArrayList<>();
      new SignatureReader(signature).accept(new Whole(found, variables));
      if (found.size() != erased.size()) return erased;
      List<ValueType> types = new ArrayList<>();
      for (int i = 0; i < erased.size(); i++)
        types.add(found.get(i).type(erased.get(i).descriptor()));
      return types;
    } catch (RuntimeException malformed) {
      return erased;
    }
  }

  /** The names of a class's own type variables, in their order. */
  static List<String> variables(@Nullable String classSignature) {
    List<String> names = new ArrayList<>();
    if (classSignature != null)
      new SignatureReader(classSignature)
          .accept(
              new SignatureVisitor(Opcodes.ASM9) {
                @Override
                public void visitFormalTypeParameter(String name) {
                  names.add(name);
                }
              });
    return names;
  }

  private ValueType type(String erasure) {
    if (known != null) return fits(known, erasure);
    if (name.isEmpty() || !erasure.startsWith("L") && dimensions == 0) return ValueType.of(erasure);
    List<ValueType> types = new ArrayList<>();
    for (Generic each : arguments) types.add(each.own());
    if (dimensions == 0) return new ValueType(ValueType.Kind.REFERENCE, erasure, types);
    ValueType array = ValueType.of("L" + name + ";").withArguments(types);
    for (int i = 0; i < dimensions; i++)
      array = new ValueType(ValueType.Kind.REFERENCE, "[" + array.descriptor(), List.of(array));
    return array;
  }

  /** A variable may be bound to more than its erasure says, but never to less. */
  private static ValueType fits(ValueType known, String erasure) {
    return known.is("java.lang.Object") ? ValueType.of(erasure) : known;
  }

  private ValueType own() {
    if (known != null) return known;
    if (name.isEmpty()) return ValueType.OBJECT;
    return type("L" + name + ";");
  }

  @Override
  public void visitBaseType(char descriptor) {
    known = ValueType.of("[".repeat(dimensions) + descriptor);
  }

  @Override
  public void visitTypeVariable(String variable) {
    known = dimensions == 0 ? variables.getOrDefault(variable, ValueType.OBJECT) : null;
  }

  @Override
  public SignatureVisitor visitArrayType() {
    dimensions++;
    return this;
  }

  @Override
  public void visitClassType(String internalName) {
    name.append(internalName);
  }

  @Override
  public void visitInnerClassType(String inner) {
    name.append('$').append(inner);
    arguments.clear();
  }

  @Override
  public void visitTypeArgument() {
    arguments.add(new Generic(variables));
  }

  @Override
  public SignatureVisitor visitTypeArgument(char wildcard) {
    Generic argument = new Generic(variables);
    arguments.add(argument);
    return wildcard == SUPER ? new Generic(variables) : argument;
  }

  /** All types of a method's signature. */
  private static final class Whole extends SignatureVisitor {
    private final List<Generic> found;
    private final Map<String, ValueType> variables;

    Whole(List<Generic> found, Map<String, ValueType> variables) {
      super(Opcodes.ASM9);
      this.found = found;
      this.variables = variables;
    }

    @Override
    public SignatureVisitor visitParameterType() {
      return next();
    }

    @Override
    public SignatureVisitor visitReturnType() {
      return next();
    }

    private Generic next() {
      Generic one = new Generic(variables);
      found.add(one);
      return one;
    }
  }
}
