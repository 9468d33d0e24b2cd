package dev.sonde.tracer.plan;

import static org.objectweb.asm.Opcodes.*;

import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.measure.Meter;
import dev.sonde.tracer.measure.MeterHooks;
import dev.sonde.tracer.record.Hooks;
import java.lang.invoke.MethodHandle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/**
 * Writes the probes of a method that is counted and timed: when a call begins, the clock; when it
 * ends, the clock again and an addition. Arguments are looked at by conditions alone.
 */
final class Timing {
  private final ProbeClass probes;
  private final Hooks hooks;
  private final MethodPlan plan;
  private final MeterHooks meter;

  Timing(ProbeClass probes, Hooks hooks, MethodPlan plan) {
    this.probes = probes;
    this.hooks = hooks;
    this.plan = plan;
    this.meter = ((Meter) plan.probe()).hooks();
  }

  void write() throws ReflectiveOperationException {
    enter();
    int result = Type.getReturnType(plan.method().descriptor()).getSize();
    leave(Kind.EXIT, result, plan.judgedAtExit() ? meter.count : meter.returned);
    leave(Kind.THROWN, 1, plan.judgedAtExit() ? meter.countError : meter.thrown);
  }

  private void enter() throws ReflectiveOperationException {
    ProbeClass.Guarded code = probes.guarded(plan, Kind.ENTER);
    if (plan.condition() != null) new Judge(hooks, plan, Kind.ENTER, code).enter();
    code.invoke(meter.enter, () -> code.constant(plan.probe()));
    code.visit.visitInsn(LRETURN);
    code.end();
    if (plan.condition() != null) probes.sampled(plan);
  }

  private void leave(Kind kind, int token, MethodHandle tell) throws ReflectiveOperationException {
    ProbeClass.Guarded code = probes.guarded(plan, kind);
    Label ours = new Label();
    code.visit.visitVarInsn(LLOAD, token);
    code.visit.visitInsn(LCONST_0);
    code.visit.visitInsn(LCMP);
    code.visit.visitJumpInsn(IFNE, ours);
    code.visit.visitInsn(RETURN);
    code.visit.visitLabel(ours);
    int time = plan.judgedAtExit() ? new Judge(hooks, plan, kind, code).leave(token, meter) : token;
    code.invoke(
        tell,
        () -> {
          code.visit.visitVarInsn(LLOAD, time);
          code.constant(plan.probe());
        });
    code.visit.visitInsn(RETURN);
    code.end();
  }
}
