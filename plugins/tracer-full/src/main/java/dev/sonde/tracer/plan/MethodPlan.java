package dev.sonde.tracer.plan;

import dev.sonde.tracer.condition.Fitted;
import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.link.Token;
import dev.sonde.tracer.record.Inside;
import dev.sonde.tracer.record.Probe;
import dev.sonde.tracer.select.SelectedMethod;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * One method to weave, and the probe that it calls.
 *
 * <p>Names and descriptors of its call sites are made once: a probe asks for each a dozen times.
 */
public final class MethodPlan {
  private final SelectedMethod method;
  private final Probe probe;
  private final @Nullable Fitted condition;
  private final @Nullable Inside marks;
  private final boolean isStatic;
  private final String[] names = new String[Kind.COUNT];
  private final String[] descriptors = new String[Kind.COUNT];

  /**
   * @param condition null: each call is of interest
   * @param marks null: its calls are recorded
   */
  public MethodPlan(
      SelectedMethod method, Probe probe, @Nullable Fitted condition, @Nullable Inside marks) {
    this.method = method;
    this.probe = probe;
    this.condition = condition;
    this.marks = marks;
    isStatic = Modifier.isStatic(method.access());
    for (Kind kind : Kind.values()) {
      names[kind.ordinal()] = kind.siteName(method.name(), method.descriptor());
      descriptors[kind.ordinal()] =
          kind.siteDescriptor(isStatic, method.descriptor(), probe.token());
    }
  }

  public MethodPlan(SelectedMethod method, Probe probe) {
    this(method, probe, null, null);
  }

  public MethodPlan(SelectedMethod method, Probe probe, @Nullable Fitted condition) {
    this(method, probe, condition, null);
  }

  /** A method that is not recorded: its threads are noted while they are in it. */
  public static MethodPlan marking(SelectedMethod method, Probe probe, Inside marks) {
    return new MethodPlan(method, probe, null, marks);
  }

  public SelectedMethod method() {
    return method;
  }

  public Probe probe() {
    return probe;
  }

  @Nullable Fitted condition() {
    return condition;
  }

  @Nullable Inside marks() {
    return marks;
  }

  /** Whether a part of the condition is decided when a call ends. */
  boolean judgedAtExit() {
    return condition != null && condition.atExit();
  }

  Token token() {
    return probe.token();
  }

  boolean isStatic() {
    return isStatic;
  }

  /** The local in which an argument comes, where a call begins. */
  int local(int index) {
    Type[] types = Type.getArgumentTypes(method.descriptor());
    int local = isStatic() ? 0 : 1;
    for (int i = 0; i < index; i++) local += types[i].getSize();
    return local;
  }

  /** Pushes what comes where a call begins. */
  void loadArguments(MethodVisitor code) {
    int local = 0;
    for (Type type : Type.getArgumentTypes(siteDescriptor(Kind.ENTER))) {
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
      local += type.getSize();
    }
  }

  String siteName(Kind kind) {
    return names[kind.ordinal()];
  }

  String siteDescriptor(Kind kind) {
    return descriptors[kind.ordinal()];
  }

  /** Name and descriptor, as the weaver asks for methods. */
  public String key() {
    return method.name() + method.descriptor();
  }
}
