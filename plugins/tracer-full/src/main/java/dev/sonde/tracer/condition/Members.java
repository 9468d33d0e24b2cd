package dev.sonde.tracer.condition;

import dev.sonde.tracer.select.ClassBytes;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What one class declares, read from its class file: reflection would load other classes. */
final class Members extends ClassVisitor {
  record FieldOf(String name, String descriptor, @Nullable String signature, int access) {
    boolean isStatic() {
      return Modifier.isStatic(access);
    }
  }

  /**
   * @param field that it only returns; null when it does anything else
   */
  record MethodOf(
      String name,
      String descriptor,
      @Nullable String signature,
      int access,
      Getter.@Nullable Returned field) {
    boolean isStatic() {
      return Modifier.isStatic(access);
    }
  }

  private final List<FieldOf> fields = new ArrayList<>();
  private final List<MethodOf> methods = new ArrayList<>();
  private @Nullable String signature;

  private Members() {
    super(Opcodes.ASM9);
  }

  static Members of(Class<?> type) {
    return of(type, ClassBytes.of(type));
  }

  /**
   * @param bytes of its class file; null where there is none
   */
  static Members of(Class<?> type, byte @Nullable [] bytes) {
    Members members = new Members();
    try {
      if (bytes == null) members.reflect(type);
      else new ClassReader(bytes).accept(members, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    } catch (RuntimeException | LinkageError unreadable) {
      return new Members();
    }
    return members;
  }

  List<FieldOf> fields() {
    return fields;
  }

  List<MethodOf> methods() {
    return methods;
  }

  @Nullable FieldOf field(String name) {
    for (FieldOf each : fields) if (each.name().equals(name)) return each;
    return null;
  }

  /** Without parameters; the one that the compiler did not make, if there are several. */
  @Nullable MethodOf getter(String name) {
    MethodOf found = null;
    for (MethodOf each : methods) {
      boolean fits = each.name().equals(name) && each.descriptor().startsWith("()");
      boolean bridge = (each.access() & Opcodes.ACC_BRIDGE) != 0;
      if (fits && !each.isStatic() && (found == null || !bridge)) found = each;
    }
    return found;
  }

  @Nullable MethodOf method(String name, String descriptor) {
    for (MethodOf each : methods)
      if (each.name().equals(name) && each.descriptor().equals(descriptor)) return each;
    return null;
  }

  /** What the class's type variables are for a value of this type. */
  Map<String, ValueType> variables(ValueType type) {
    Map<String, ValueType> variables = new HashMap<>();
    List<String> names = Generic.variables(signature);
    for (int i = 0; i < names.size(); i++) variables.put(names.get(i), type.argument(i));
    return variables;
  }

  /** For classes made at run time, of which there is no file. */
  private void reflect(Class<?> type) {
    for (Field each : type.getDeclaredFields())
      fields.add(
          new FieldOf(
              each.getName(), Type.getDescriptor(each.getType()), null, each.getModifiers()));
    for (Method each : type.getDeclaredMethods())
      methods.add(
          new MethodOf(
              each.getName(), Type.getMethodDescriptor(each), null, each.getModifiers(), null));
    for (Constructor<?> each : type.getDeclaredConstructors())
      methods.add(
          new MethodOf(
              "<init>", Type.getConstructorDescriptor(each), null, each.getModifiers(), null));
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    this.signature = signature;
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    fields.add(new FieldOf(name, descriptor, signature, access));
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    boolean plain = descriptor.startsWith("()") && !descriptor.endsWith("V");
    boolean body = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
    if (plain && body)
      return new Getter(
          field -> methods.add(new MethodOf(name, descriptor, signature, access, field)));
    methods.add(new MethodOf(name, descriptor, signature, access, null));
    return null;
  }
}
