package dev.sonde.dist;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Records whose {@code toString}, {@code hashCode} and {@code equals} are plain code. Those that
 * the JDK's {@code ObjectMethods} makes at their first call keep their class loader for good
 * (JDK-8078641), and in self mode the operator's loader has to go.
 */
final class RecordMethods {
  private static final String BOOTSTRAP = "java/lang/runtime/ObjectMethods";
  private static final String BUILDER = "java/lang/StringBuilder";
  private static final String OBJECT = "java/lang/Object";

  private RecordMethods() {}

  static Jar spelledOutIn(Jar own) {
    Jar spelledOut = new Jar();
    own.entries()
        .forEach(
            (name, bytes) ->
                spelledOut.put(name, name.endsWith(".class") ? spelledOut(bytes) : bytes));
    return spelledOut;
  }

  static byte[] spelledOut(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    if (!"java/lang/Record".equals(reader.getSuperName())) return classFile;
    ClassWriter writer = new ClassWriter(0);
    reader.accept(new Spelling(writer, reader.getClassName()), 0);
    return writer.toByteArray();
  }

  private static final class Spelling extends ClassVisitor {
    private final String owner;

    Spelling(ClassVisitor next, String owner) {
      super(Opcodes.ASM9, next);
      this.owner = owner;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String type,
        @Nullable String generic,
        String @Nullable [] thrown) {
      MethodVisitor method = super.visitMethod(access, name, type, generic, thrown);
      return new MethodVisitor(Opcodes.ASM9, method) {
        private int size;

        @Override
        public void visitInvokeDynamicInsn(
            String name, String type, Handle bootstrap, Object... arguments) {
          if (!bootstrap.getOwner().equals(BOOTSTRAP)) {
            super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
            return;
          }
          // The instance, and for equals the other object, are on the stack: the code below reads
          // them from their variables.
          for (int i = Type.getArgumentTypes(type).length; i > 0; i--) super.visitInsn(Opcodes.POP);
          List<Handle> fields = new ArrayList<>();
          for (Object each : arguments) if (each instanceof Handle field) fields.add(field);
          size = 6;
          switch (name) {
            case "hashCode" -> hash(mv, fields);
            case "equals" -> same(mv, owner, fields);
            default -> text(mv, owner, fields);
          }
        }

        @Override
        public void visitMaxs(int stack, int variables) {
          super.visitMaxs(Math.max(stack, size), variables + (size == 0 ? 0 : 1));
        }
      };
    }
  }

  private static void hash(MethodVisitor code, List<Handle> fields) {
    code.visitInsn(Opcodes.ICONST_0);
    for (Handle each : fields) {
      code.visitIntInsn(Opcodes.BIPUSH, 31);
      code.visitInsn(Opcodes.IMUL);
      get(code, 0, each);
      Type type = Type.getType(each.getDesc());
      String parameter = isObject(type) ? "L" + OBJECT + ";" : type.getDescriptor();
      call(code, isObject(type) ? "java/util/Objects" : box(type), "hashCode", parameter, "I");
      code.visitInsn(Opcodes.IADD);
    }
  }

  private static void same(MethodVisitor code, String owner, List<Handle> fields) {
    Label differs = new Label();
    Label end = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.INSTANCEOF, owner);
    code.visitJumpInsn(Opcodes.IFEQ, differs);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.CHECKCAST, owner);
    code.visitVarInsn(Opcodes.ASTORE, 2);
    for (Handle each : fields) {
      get(code, 0, each);
      get(code, 2, each);
      jumpUnlessSame(code, Type.getType(each.getDesc()), differs);
    }
    code.visitInsn(Opcodes.ICONST_1);
    code.visitJumpInsn(Opcodes.GOTO, end);
    Object[] variables = {owner, OBJECT};
    code.visitLabel(differs);
    code.visitFrame(Opcodes.F_FULL, 2, variables, 0, new Object[0]);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitLabel(end);
    code.visitFrame(Opcodes.F_FULL, 2, variables, 1, new Object[] {Opcodes.INTEGER});
  }

  private static void jumpUnlessSame(MethodVisitor code, Type type, Label differs) {
    String two = type.getDescriptor() + type.getDescriptor();
    switch (type.getSort()) {
      case Type.OBJECT, Type.ARRAY -> {
        call(code, "java/util/Objects", "equals", ("L" + OBJECT + ";").repeat(2), "Z");
        code.visitJumpInsn(Opcodes.IFEQ, differs);
      }
      case Type.LONG, Type.FLOAT, Type.DOUBLE -> {
        call(code, box(type), "compare", two, "I");
        code.visitJumpInsn(Opcodes.IFNE, differs);
      }
      default -> code.visitJumpInsn(Opcodes.IF_ICMPNE, differs);
    }
  }

  private static void text(MethodVisitor code, String owner, List<Handle> fields) {
    code.visitTypeInsn(Opcodes.NEW, BUILDER);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
    String simple = owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
    String before = simple + "[";
    for (Handle each : fields) {
      append(code, before + each.getName() + "=");
      get(code, 0, each);
      append(code, Type.getType(each.getDesc()));
      before = ", ";
    }
    append(code, fields.isEmpty() ? before + "]" : "]");
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
  }

  private static void append(MethodVisitor code, String text) {
    code.visitLdcInsn(text);
    append(code, Type.getType(String.class));
  }

  private static void append(MethodVisitor code, Type type) {
    String taken =
        switch (type.getSort()) {
          case Type.OBJECT, Type.ARRAY -> "L" + OBJECT + ";";
          case Type.BYTE, Type.SHORT -> "I";
          default -> type.getDescriptor();
        };
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(" + taken + ")L" + BUILDER + ";", false);
  }

  private static void get(MethodVisitor code, int variable, Handle field) {
    code.visitVarInsn(Opcodes.ALOAD, variable);
    code.visitFieldInsn(Opcodes.GETFIELD, field.getOwner(), field.getName(), field.getDesc());
  }

  private static void call(
      MethodVisitor code, String owner, String name, String parameters, String result) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, "(" + parameters + ")" + result, false);
  }

  private static boolean isObject(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }

  private static String box(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN -> "java/lang/Boolean";
      case Type.BYTE -> "java/lang/Byte";
      case Type.CHAR -> "java/lang/Character";
      case Type.SHORT -> "java/lang/Short";
      case Type.INT -> "java/lang/Integer";
      case Type.LONG -> "java/lang/Long";
      case Type.FLOAT -> "java/lang/Float";
      default -> "java/lang/Double";
    };
  }
}
