package dev.sonde.tracer.capture;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.F_SAME;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFNONNULL;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.L2I;
import static org.objectweb.asm.Opcodes.LALOAD;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Reads fields of objects where reflection makes a class for each field that it has read 127 times,
 * and the application keeps it: since JDK 18 (JEP 416) it reads them by method handles, which are
 * customised. Here they are read as reflection itself did before, by the JDK's own {@code Unsafe}
 * at the offset that the JVM names.
 *
 * <p>Only for the JDKs on which that was tried ({@link Shapes}): in a later one, whose objects may
 * hold values in place, reflection is asked.
 */
final class FieldReader {
  private static final String UNSAFE = "jdk/internal/misc/Unsafe";
  private static final String FIELD = "java/lang/reflect/Field";

  /** Descriptor, what Unsafe calls it, and the class of its box; the last is any reference. */
  private static final String[][] KINDS = {
    {"Z", "Boolean", "java/lang/Boolean"},
    {"B", "Byte", "java/lang/Byte"},
    {"S", "Short", "java/lang/Short"},
    {"C", "Char", "java/lang/Character"},
    {"I", "Int", "java/lang/Integer"},
    {"J", "Long", "java/lang/Long"},
    {"F", "Float", "java/lang/Float"},
    {"D", "Double", "java/lang/Double"},
    {"Ljava/lang/Object;", "Reference", ""},
  };

  /**
   * {@code (Field, null)}: its offset, a Long; {@code (owner, long[] {offset, index in KINDS})}:
   * its value, boxed.
   */
  private final BiFunction<Object, long @Nullable [], @Nullable Object> unsafe;

  private FieldReader(BiFunction<Object, long @Nullable [], @Nullable Object> unsafe) {
    this.unsafe = unsafe;
  }

  /** The reader for this JVM; null where it does not read a number that is known. */
  static @Nullable FieldReader of(Opener opener) {
    try {
      if (!opener.open(Class.forName("jdk.internal.misc.Unsafe", false, null))) return null;
      FieldReader made = new FieldReader(function());
      long[] place = made.place(Integer.class.getDeclaredField("value"));
      return Integer.valueOf(UNSAFE.length()).equals(made.unsafe.apply(UNSAFE.length(), place))
          ? made
          : null;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError otherJdk) {
      return null;
    }
  }

  /** Where a field of an instance is, as {@link #read} wants it. */
  long[] place(Field field) {
    long offset = (Long) unsafe.apply(field, null);
    return new long[] {offset, kind(field.getType())};
  }

  /**
   * @param owner an instance of the class that declares the field; of any other one it would read
   *     what is no value, so that must have been looked at
   */
  @Nullable Object read(Object owner, long[] place) {
    return unsafe.apply(owner, place);
  }

  private static int kind(Class<?> type) {
    int kind = 0;
    while (kind < KINDS.length - 1 && !KINDS[kind][0].equals(type.descriptorString())) kind++;
    return kind;
  }

  @SuppressWarnings("unchecked")
  private static BiFunction<Object, long @Nullable [], @Nullable Object> function()
      throws ReflectiveOperationException {
    Class<?> made = MethodHandles.lookup().defineHiddenClass(bytes(), false).lookupClass();
    return (BiFunction<Object, long @Nullable [], @Nullable Object>)
        made.getDeclaredConstructor().newInstance();
  }

  private static byte[] bytes() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    String name = FieldReader.class.getName().replace('.', '/') + "Unsafe";
    String[] function = {"java/util/function/BiFunction"};
    writer.visit(V17, ACC_PUBLIC | ACC_FINAL, name, null, "java/lang/Object", function);
    constructor(writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null));
    String apply = "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";
    apply(writer.visitMethod(ACC_PUBLIC, "apply", apply, null, null));
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void constructor(MethodVisitor code) {
    code.visitCode();
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static void apply(MethodVisitor code) {
    code.visitCode();
    Label value = new Label();
    code.visitVarInsn(ALOAD, 2);
    code.visitJumpInsn(IFNONNULL, value);
    offset(code);
    code.visitLabel(value);
    code.visitFrame(F_SAME, 0, null, 0, null);
    number(code, ICONST_1);
    code.visitInsn(L2I);
    Label[] kinds = new Label[KINDS.length];
    for (int i = 0; i < kinds.length; i++) kinds[i] = new Label();
    code.visitTableSwitchInsn(0, kinds.length - 1, kinds[kinds.length - 1], kinds);
    for (int i = 0; i < kinds.length; i++) value(code, kinds[i], KINDS[i]);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static void offset(MethodVisitor code) {
    unsafe(code);
    code.visitVarInsn(ALOAD, 1);
    code.visitTypeInsn(CHECKCAST, FIELD);
    code.visitMethodInsn(INVOKEVIRTUAL, UNSAFE, "objectFieldOffset", "(L" + FIELD + ";)J", false);
    boxed(code, "J", "java/lang/Long");
  }

  private static void value(MethodVisitor code, Label at, String[] kind) {
    code.visitLabel(at);
    code.visitFrame(F_SAME, 0, null, 0, null);
    unsafe(code);
    code.visitVarInsn(ALOAD, 1);
    number(code, ICONST_0);
    String read = "(Ljava/lang/Object;J)" + kind[0];
    code.visitMethodInsn(INVOKEVIRTUAL, UNSAFE, "get" + kind[1], read, false);
    if (kind[2].isEmpty()) code.visitInsn(ARETURN);
    else boxed(code, kind[0], kind[2]);
  }

  private static void boxed(MethodVisitor code, String primitive, String box) {
    String type = "(" + primitive + ")L" + box + ";";
    code.visitMethodInsn(INVOKESTATIC, box, "valueOf", type, false);
    code.visitInsn(ARETURN);
  }

  private static void unsafe(MethodVisitor code) {
    code.visitMethodInsn(INVOKESTATIC, UNSAFE, "getUnsafe", "()L" + UNSAFE + ";", false);
  }

  /** Of the two that the second argument holds. */
  private static void number(MethodVisitor code, int index) {
    code.visitVarInsn(ALOAD, 2);
    code.visitTypeInsn(CHECKCAST, "[J");
    code.visitInsn(index);
    code.visitInsn(LALOAD);
  }
}
