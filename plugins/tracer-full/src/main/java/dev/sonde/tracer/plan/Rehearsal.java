package dev.sonde.tracer.plan;

import static org.objectweb.asm.Opcodes.*;

import dev.sonde.tracer.capture.Callers;
import dev.sonde.tracer.link.Bridge;
import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.link.Token;
import dev.sonde.tracer.record.Hooks;
import dev.sonde.tracer.record.Inside;
import dev.sonde.tracer.record.Probe;
import dev.sonde.tracer.select.SelectedMethod;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Links and runs the probes of some methods once, in a hidden class of our own, before the
 * application does. What the JDK loads, initialises and generates for a first call is then there:
 * it costs the application no time, and cannot meet the end of a thread's stack, where a failed
 * initialisation would break a class of the JDK for good.
 */
public final class Rehearsal {
  private static final String NAME = "dev/sonde/tracer/plan/Stage";
  private static final int TOKEN = 1; // behind the failure
  private static final int MOST = 40;

  private final Hooks hooks;
  private final Function<SelectedMethod, Probe> probes;
  private final TracePlan plan;
  private final int slot;
  private final Handle link = Bridge.link();
  private final @Nullable Inside marks;
  private final boolean fails;
  private final Set<String> played = new HashSet<>();

  /**
   * @param probes make probes that nobody hears
   * @param marks where calls are only noted, one that nobody asks; else null
   * @param fails whether a probe may fail, because nobody counts it
   */
  public Rehearsal(
      Hooks hooks,
      Function<SelectedMethod, Probe> probes,
      TracePlan plan,
      int slot,
      @Nullable Inside marks,
      boolean fails) {
    this.marks = marks;
    this.fails = fails;
    this.hooks = hooks;
    this.probes = probes;
    this.plan = plan;
    this.slot = slot;
  }

  /**
   * Plays one method of each shape that is new. What fails here is not told: it fails again, and is
   * told, where it matters.
   */
  public void play(List<SelectedMethod> methods) {
    boolean first = played.isEmpty();
    List<MethodPlan> parts = new ArrayList<>();
    for (SelectedMethod method : methods)
      if (played.size() < MOST && played.add(shape(method)))
        parts.add(new MethodPlan(method, probes.apply(method), null, marks));
    if (parts.isEmpty()) return;
    try {
      Lookup stage = stage(parts);
      ProbePlan probes = new ProbePlan(hooks, stage.lookupClass(), parts);
      plan.add(List.of(probes));
      stage.ensureInitialized(stage.lookupClass());
      plan.remove(probes);
      if (first && fails) fail(parts.get(0).probe());
      if (first) Callers.rehearse();
      Callers callers = parts.get(0).probe().callers();
      if (first && callers != null) callers.rehearseTelling();
    } catch (Throwable broken) {
      played.clear();
    }
  }

  /** Where a stack overflows, a probe fails there, and says so there. */
  private void fail(Probe probe) throws Throwable {
    probe.failed(hooks.currentThread(), new Throwable("rehearsed"));
  }

  private static String shape(SelectedMethod method) {
    boolean isStatic = Modifier.isStatic(method.access());
    return Kind.ENTER.siteDescriptor(isStatic, method.descriptor(), Token.RECORD)
        + Kind.EXIT.siteDescriptor(isStatic, method.descriptor(), Token.RECORD);
  }

  /** Plays when it starts: to call a method of it would take a handle. */
  private Lookup stage(List<MethodPlan> methods) throws IllegalAccessException {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(V17, ACC_FINAL, NAME, null, "java/lang/Object", null);
    MethodVisitor code = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    failure(code);
    for (MethodPlan method : methods) {
      enter(code, method);
      Type result = Type.getReturnType(method.method().descriptor());
      if (result != Type.VOID_TYPE) nothing(code, result);
      leave(code, method, Kind.EXIT);
      enter(code, method);
      code.visitVarInsn(ALOAD, 0);
      leave(code, method, Kind.THROWN);
    }
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return MethodHandles.lookup().defineHiddenClass(writer.toByteArray(), false);
  }

  /** One with a cause, to be told. */
  private static void failure(MethodVisitor code) {
    String throwable = "java/lang/Throwable";
    code.visitTypeInsn(NEW, throwable);
    code.visitInsn(DUP);
    code.visitLdcInsn("rehearsed");
    code.visitTypeInsn(NEW, throwable);
    code.visitInsn(DUP);
    code.visitMethodInsn(INVOKESPECIAL, throwable, "<init>", "()V", false);
    String constructor = "(Ljava/lang/String;Ljava/lang/Throwable;)V";
    code.visitMethodInsn(INVOKESPECIAL, throwable, "<init>", constructor, false);
    code.visitVarInsn(ASTORE, 0);
  }

  private void enter(MethodVisitor code, MethodPlan method) {
    if (!method.isStatic()) code.visitInsn(ACONST_NULL);
    for (Type type : Type.getArgumentTypes(method.method().descriptor())) nothing(code, type);
    site(code, method, Kind.ENTER);
    code.visitVarInsn(method.token().store(), TOKEN);
  }

  private void leave(MethodVisitor code, MethodPlan method, Kind kind) {
    code.visitVarInsn(method.token().load(), TOKEN);
    site(code, method, kind);
  }

  private void site(MethodVisitor code, MethodPlan method, Kind kind) {
    String name = Bridge.named(slot, method.siteName(kind));
    code.visitInvokeDynamicInsn(name, method.siteDescriptor(kind), link);
  }

  static void nothing(MethodVisitor code, Type type) {
    switch (type.getSort()) {
      case Type.LONG -> code.visitInsn(LCONST_0);
      case Type.DOUBLE -> code.visitInsn(DCONST_0);
      case Type.FLOAT -> code.visitInsn(FCONST_0);
      case Type.OBJECT, Type.ARRAY -> code.visitInsn(ACONST_NULL);
      default -> code.visitInsn(ICONST_0);
    }
  }
}
