package dev.sonde.tracer.link;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * The bytes of {@code java.lang.SondeBridge1}. What it does never changes: any Sonde may have
 * defined it, and it stays until the JVM ends. A bridge that has other members or does anything
 * else gets the next digit; a test holds this one to a file.
 *
 * <pre>{@code
 * public final class SondeBridge1 {
 *   private static final AtomicReferenceArray slots = new AtomicReferenceArray(64);
 *
 *   private static final AtomicReferenceArray listeners = new AtomicReferenceArray(64);
 *
 *   private static boolean set(int slot, MethodHandle expected, MethodHandle linker) {
 *     return slots.compareAndSet(slot, expected, linker);
 *   }
 *
 *   private static boolean listen(int slot, BiFunction expected, BiFunction listener) {
 *     return listeners.compareAndSet(slot, expected, listener);
 *   }
 *
 *   public static CallSite link(Lookup lookup, String name, MethodType type) {
 *     try {
 *       MethodHandle linker = (MethodHandle) slots.get(name.charAt(0) - 256);
 *       CallSite site = linker.invokeExact(lookup, name.substring(1), type);
 *       if (type.equals(site.type())) return site;
 *     } catch (Throwable nobodyOrBroken) {
 *     }
 *     return new ConstantCallSite(MethodHandles.empty(type));
 *   }
 *
 *   public static Object tell(int slot, int site, Object[] values) {
 *     try {
 *       BiFunction listener = (BiFunction) listeners.get(slot);
 *       if (listener != null) return listener.apply(site, values);
 *     } catch (Throwable nobodyOrBroken) {
 *     }
 *     return null;
 *   }
 * }
 * }</pre>
 */
final class BridgeClass {
  static final String NAME = "java/lang/SondeBridge1";
  static final int SLOTS = 64;
  static final String SET = "(ILjava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodHandle;)Z";
  static final String LINK =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;";

  /** The first character of a call site's name, of slot 0: all from here on may be in a name. */
  static final char FIRST = 256;

  static final String LISTEN = "(ILjava/util/function/BiFunction;Ljava/util/function/BiFunction;)Z";
  static final String TELL = "(II[Ljava/lang/Object;)Ljava/lang/Object;";

  private static final String LISTENER = "java/util/function/BiFunction";
  private static final String ARRAY = "java/util/concurrent/atomic/AtomicReferenceArray";
  private static final String STRING = "java/lang/String";
  private static final String HANDLE = "java/lang/invoke/MethodHandle";

  private BridgeClass() {}

  static byte[] bytes() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(V11, ACC_PUBLIC | ACC_FINAL, NAME, null, "java/lang/Object", null);
    writer
        .visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, "slots", "L" + ARRAY + ";", null, null)
        .visitEnd();
    writer
        .visitField(
            ACC_PRIVATE | ACC_STATIC | ACC_FINAL, "listeners", "L" + ARRAY + ";", null, null)
        .visitEnd();
    initialise(writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null));
    set(writer.visitMethod(ACC_PRIVATE | ACC_STATIC, "set", SET, null, null), "slots");
    set(writer.visitMethod(ACC_PRIVATE | ACC_STATIC, "listen", LISTEN, null, null), "listeners");
    tell(writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "tell", TELL, null, null));
    link(writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "link", LINK, null, null));
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void initialise(MethodVisitor code) {
    code.visitCode();
    array(code, "slots");
    array(code, "listeners");
    code.visitInsn(RETURN);
    end(code);
  }

  private static void array(MethodVisitor code, String field) {
    code.visitTypeInsn(NEW, ARRAY);
    code.visitInsn(DUP);
    code.visitIntInsn(BIPUSH, SLOTS);
    code.visitMethodInsn(INVOKESPECIAL, ARRAY, "<init>", "(I)V", false);
    code.visitFieldInsn(PUTSTATIC, NAME, field, "L" + ARRAY + ";");
  }

  private static void tell(MethodVisitor code) {
    Label start = new Label();
    Label broken = new Label();
    Label none = new Label();
    code.visitCode();
    code.visitTryCatchBlock(start, broken, broken, "java/lang/Throwable");
    code.visitLabel(start);
    code.visitFieldInsn(GETSTATIC, NAME, "listeners", "L" + ARRAY + ";");
    code.visitVarInsn(ILOAD, 0);
    code.visitMethodInsn(INVOKEVIRTUAL, ARRAY, "get", "(I)Ljava/lang/Object;", false);
    code.visitTypeInsn(CHECKCAST, LISTENER);
    code.visitVarInsn(ASTORE, 3);
    code.visitVarInsn(ALOAD, 3);
    code.visitJumpInsn(IFNULL, none);
    code.visitVarInsn(ALOAD, 3);
    code.visitVarInsn(ILOAD, 1);
    String integer = "java/lang/Integer";
    code.visitMethodInsn(INVOKESTATIC, integer, "valueOf", "(I)L" + integer + ";", false);
    code.visitVarInsn(ALOAD, 2);
    String apply = "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";
    code.visitMethodInsn(INVOKEINTERFACE, LISTENER, "apply", apply, true);
    code.visitInsn(ARETURN);
    code.visitLabel(broken);
    code.visitFrame(F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
    code.visitInsn(POP);
    code.visitLabel(none);
    code.visitFrame(F_SAME, 0, null, 0, null);
    code.visitInsn(ACONST_NULL);
    code.visitInsn(ARETURN);
    end(code);
  }

  private static void set(MethodVisitor code, String field) {
    code.visitCode();
    code.visitFieldInsn(GETSTATIC, NAME, field, "L" + ARRAY + ";");
    code.visitVarInsn(ILOAD, 0);
    code.visitVarInsn(ALOAD, 1);
    code.visitVarInsn(ALOAD, 2);
    code.visitMethodInsn(
        INVOKEVIRTUAL, ARRAY, "compareAndSet", "(ILjava/lang/Object;Ljava/lang/Object;)Z", false);
    code.visitInsn(IRETURN);
    end(code);
  }

  private static void link(MethodVisitor code) {
    Label start = new Label();
    Label broken = new Label();
    Label none = new Label();
    code.visitCode();
    code.visitTryCatchBlock(start, broken, broken, "java/lang/Throwable");
    code.visitLabel(start);
    ask(code, none);
    code.visitLabel(broken);
    code.visitFrame(F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
    code.visitInsn(POP);
    code.visitLabel(none);
    code.visitFrame(F_SAME, 0, null, 0, null);
    nothing(code);
    end(code);
  }

  private static void ask(MethodVisitor code, Label none) {
    code.visitFieldInsn(GETSTATIC, NAME, "slots", "L" + ARRAY + ";");
    code.visitVarInsn(ALOAD, 1);
    code.visitInsn(ICONST_0);
    code.visitMethodInsn(INVOKEVIRTUAL, STRING, "charAt", "(I)C", false);
    code.visitIntInsn(SIPUSH, FIRST);
    code.visitInsn(ISUB);
    code.visitMethodInsn(INVOKEVIRTUAL, ARRAY, "get", "(I)Ljava/lang/Object;", false);
    code.visitTypeInsn(CHECKCAST, HANDLE);
    code.visitVarInsn(ALOAD, 0);
    code.visitVarInsn(ALOAD, 1);
    code.visitInsn(ICONST_1);
    code.visitMethodInsn(INVOKEVIRTUAL, STRING, "substring", "(I)L" + STRING + ";", false);
    code.visitVarInsn(ALOAD, 2);
    code.visitMethodInsn(INVOKEVIRTUAL, HANDLE, "invokeExact", LINK, false);
    code.visitVarInsn(ASTORE, 3);
    code.visitVarInsn(ALOAD, 2);
    code.visitVarInsn(ALOAD, 3);
    code.visitMethodInsn(
        INVOKEVIRTUAL,
        "java/lang/invoke/CallSite",
        "type",
        "()Ljava/lang/invoke/MethodType;",
        false);
    code.visitMethodInsn(
        INVOKEVIRTUAL, "java/lang/invoke/MethodType", "equals", "(Ljava/lang/Object;)Z", false);
    code.visitJumpInsn(IFEQ, none);
    code.visitVarInsn(ALOAD, 3);
    code.visitInsn(ARETURN);
  }

  private static void nothing(MethodVisitor code) {
    code.visitTypeInsn(NEW, "java/lang/invoke/ConstantCallSite");
    code.visitInsn(DUP);
    code.visitVarInsn(ALOAD, 2);
    code.visitMethodInsn(
        INVOKESTATIC,
        "java/lang/invoke/MethodHandles",
        "empty",
        "(Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/MethodHandle;",
        false);
    code.visitMethodInsn(
        INVOKESPECIAL,
        "java/lang/invoke/ConstantCallSite",
        "<init>",
        "(Ljava/lang/invoke/MethodHandle;)V",
        false);
    code.visitInsn(ARETURN);
  }

  private static void end(MethodVisitor code) {
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
