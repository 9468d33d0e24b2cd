package dev.sonde.tracer.condition;

import static org.objectweb.asm.Opcodes.*;

import dev.sonde.tracer.FakeInstrumentation;
import dev.sonde.tracer.select.Pattern;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.select.Selection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * A condition compiled for one method, into a class with nothing else in it, verified both by ASM
 * and by the JVM.
 */
final class Trial implements Frame {
  private static final String NAME = "dev/sonde/tracer/condition/Tried";

  private final Class<?> traced;
  private final SelectedMethod method;
  private final Fitted fitted;
  private final List<Object> constants = new ArrayList<>();
  private final boolean isStatic;
  private MethodVisitor code;
  private ClassWriter writer;
  private int free;
  private MethodHandle judge;

  private Trial(Class<?> traced, SelectedMethod method, Fitted fitted) {
    this.traced = traced;
    this.method = method;
    this.fitted = fitted;
    this.isStatic = Modifier.isStatic(method.access());
  }

  /**
   * @param pattern of one method
   */
  static Trial of(Class<?> traced, String pattern, String condition, Class<?>... loaded)
      throws Exception {
    return of(traced, pattern, condition, false, loaded);
  }

  static Trial of(
      Class<?> traced, String pattern, String condition, boolean calls, Class<?>... loaded)
      throws Exception {
    return of(traced, pattern, Condition.parse(condition, calls), loaded);
  }

  static Trial of(Class<?> traced, String pattern, Condition condition, Class<?>... loaded)
      throws Exception {
    SelectedMethod method = method(traced, pattern);
    FakeInstrumentation jvm = new FakeInstrumentation();
    jvm.loaded.add(traced);
    jvm.loaded.addAll(List.of(loaded));
    Classes classes = new Classes(jvm.get(), type -> true);
    Fitted fitted = condition.fit(traced, method, classes);
    Trial trial = new Trial(traced, method, fitted);
    trial.define();
    return trial;
  }

  static SelectedMethod method(Class<?> traced, String pattern) throws Exception {
    List<Pattern> patterns = List.of(Pattern.parse(traced.getName() + "::" + pattern));
    return Selection.matching(patterns, new Class<?>[] {traced}, type -> true)
        .classes()
        .get(0)
        .methods()
        .get(0);
  }

  Fitted fitted() {
    return fitted;
  }

  boolean holds(Object self, Object... arguments) {
    List<Object> all = new ArrayList<>();
    if (!isStatic) all.add(self);
    all.addAll(java.util.Arrays.asList(arguments));
    try {
      return (boolean) judge.invokeWithArguments(all);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  private String descriptor() {
    StringBuilder types = new StringBuilder(isStatic ? "" : "Ljava/lang/Object;");
    for (Type each : Type.getArgumentTypes(method.descriptor()))
      types.append(each.getSort() >= Type.ARRAY ? "Ljava/lang/Object;" : each.getDescriptor());
    return "(" + types + ")Z";
  }

  private void define() throws Exception {
    writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected String getCommonSuperClass(String first, String second) {
            return "java/lang/Object";
          }
        };
    writer.visit(V17, ACC_FINAL, NAME, null, "java/lang/Object", null);
    free = Type.getArgumentsAndReturnSizes(descriptor()) >> 2;
    code = writer.visitMethod(ACC_STATIC, "judge", descriptor(), null, null);
    code.visitCode();
    Label no = new Label();
    fitted.enter(this, no);
    code.visitInsn(ICONST_1);
    code.visitInsn(IRETURN);
    code.visitLabel(no);
    code.visitInsn(ICONST_0);
    code.visitInsn(IRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    initialiser();
    writer.visitEnd();
    byte[] bytes = writer.toByteArray();
    verify(bytes);
    List<Object> data = new ArrayList<>();
    for (Object each : constants) data.add(((Made) each).make());
    MethodHandles.Lookup made =
        MethodHandles.lookup().defineHiddenClassWithClassData(bytes, data, true);
    MethodType type =
        MethodType.fromMethodDescriptorString(descriptor(), Trial.class.getClassLoader());
    judge = made.findStatic(made.lookupClass(), "judge", type);
  }

  private static void verify(byte[] bytes) {
    StringWriter problems = new StringWriter();
    CheckClassAdapter.verify(new ClassReader(bytes), false, new PrintWriter(problems));
    if (!problems.toString().isEmpty()) throw new AssertionError(problems.toString());
  }

  private void initialiser() {
    MethodVisitor init = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
    init.visitCode();
    String lookup = "java/lang/invoke/MethodHandles$Lookup";
    String handles = "java/lang/invoke/MethodHandles";
    init.visitMethodInsn(INVOKESTATIC, handles, "lookup", "()L" + lookup + ";", false);
    init.visitLdcInsn("_");
    init.visitLdcInsn(Type.getType(List.class));
    String data = "(L" + lookup + ";Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;";
    init.visitMethodInsn(INVOKESTATIC, handles, "classData", data, false);
    init.visitTypeInsn(CHECKCAST, "java/util/List");
    init.visitVarInsn(ASTORE, 0);
    for (int i = 0; i < constants.size(); i++) {
      writer.visitField(ACC_STATIC | ACC_FINAL, "h" + i, type(i), null, null).visitEnd();
      init.visitVarInsn(ALOAD, 0);
      init.visitIntInsn(SIPUSH, i);
      init.visitMethodInsn(INVOKEINTERFACE, "java/util/List", "get", "(I)Ljava/lang/Object;", true);
      if (constants.get(i) instanceof Handle)
        init.visitTypeInsn(CHECKCAST, "java/lang/invoke/MethodHandle");
      init.visitFieldInsn(PUTSTATIC, NAME, "h" + i, type(i));
    }
    init.visitInsn(RETURN);
    init.visitMaxs(0, 0);
    init.visitEnd();
  }

  private String type(int index) {
    return constants.get(index) instanceof Handle
        ? "Ljava/lang/invoke/MethodHandle;"
        : "Ljava/lang/Object;";
  }

  @Override
  public Moment moment() {
    return Moment.ENTRY;
  }

  @Override
  public MethodVisitor code() {
    return code;
  }

  @Override
  public void constant(Object constant) {
    constants.add(constant);
    int index = constants.size() - 1;
    code.visitFieldInsn(GETSTATIC, NAME, "h" + index, type(index));
  }

  @Override
  public void argument(int index, String descriptor) {
    Type[] types = Type.getArgumentTypes(method.descriptor());
    int local = isStatic ? 0 : 1;
    for (int i = 0; i < index; i++) local += types[i].getSize();
    code.visitVarInsn(types[index].getOpcode(ILOAD), local);
  }

  @Override
  public void receiver() {
    code.visitVarInsn(ALOAD, 0);
  }

  @Override
  public void returned(String descriptor) {
    throw new IllegalStateException();
  }

  @Override
  public void thrown() {
    throw new IllegalStateException();
  }

  @Override
  public void duration() {
    throw new IllegalStateException();
  }

  @Override
  public void caller() {
    code.visitLdcInsn("com.acme.Caller.call");
  }

  @Override
  public int local(int words) {
    int local = free;
    free += words;
    return local;
  }

  @Override
  public String toString() {
    return traced.getName() + "::" + method.name();
  }
}
