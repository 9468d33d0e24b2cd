package dev.sonde.tracer.plan;

import dev.sonde.tracer.capture.Callers;
import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.link.Token;
import dev.sonde.tracer.record.Door;
import dev.sonde.tracer.record.Probe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A generated probe from which others are made: the same bytes but for the names of the class and
 * of its methods, and the same constants but for what belongs to a method. Where a method takes
 * other values, or has a condition of its own, it does not fit.
 */
final class Mould {
  /** Magic and versions, before the constant pool. */
  private static final int HEAD = 8;

  private static final int TEXT = 1;

  private final String traced;
  private final List<MethodPlan> plans;
  private final ProbeClass.Generated generated;

  Mould(String traced, List<MethodPlan> plans, ProbeClass.Generated generated) {
    this.traced = traced;
    this.plans = List.copyOf(plans);
    this.generated = generated;
  }

  boolean fits(List<MethodPlan> others) {
    if (others.size() != plans.size()) return false;
    for (int i = 0; i < plans.size(); i++) if (!alike(plans.get(i), others.get(i))) return false;
    return true;
  }

  private static boolean alike(MethodPlan one, MethodPlan other) {
    return one.token() == other.token()
        && one.token() != Token.TIME // its probes have constants of their own
        && one.condition() == other.condition()
        && one.marks() == other.marks()
        && one.isStatic() == other.isStatic()
        && (one.probe().straight() == null) == (other.probe().straight() == null)
        && one.probe().wantsReceiver() == other.probe().wantsReceiver()
        && (one.probe().callers() == null) == (other.probe().callers() == null)
        && one.method().descriptor().equals(other.method().descriptor());
  }

  /** For methods that fit. */
  ProbeClass.Generated cast(String name, List<MethodPlan> methods) {
    Map<String, String> names = new HashMap<>();
    names.put(ProbeClass.name(traced), ProbeClass.name(name));
    for (int i = 0; i < plans.size(); i++) rename(plans.get(i), methods.get(i), names);
    List<Object> constants = new ArrayList<>();
    for (Object each : generated.constants()) constants.add(constant(each, methods));
    return new ProbeClass.Generated(
        renamed(generated.classFile(), names), constants, generated.hooks());
  }

  private static void rename(MethodPlan from, MethodPlan to, Map<String, String> names) {
    for (Kind kind : Kind.values()) names.put(from.siteName(kind), to.siteName(kind));
    names.put(ProbeClass.beginName(from), ProbeClass.beginName(to));
    names.put(Row.name(from), Row.name(to));
  }

  private Object constant(Object constant, List<MethodPlan> methods) {
    for (int i = 0; i < plans.size(); i++) {
      Probe one = plans.get(i).probe();
      Probe other = methods.get(i).probe();
      if (constant == one) return other;
      if (constant instanceof Door door && door.probe() == one)
        return other.door(door.does(), door.shape());
      if (constant == one.passed()) return other.passed();
      Object straight = one.straight();
      if (straight != null && constant == straight) return other.straight();
      Callers callers = one.callers();
      if (callers == null) continue;
      if (constant == callers) return other.callers();
      if (constant == callers.walker()) return other.callers().walker();
    }
    return constant;
  }

  /** With other texts in the constant pool, and else as it is. JVMS 4.4 has the sizes. */
  private static byte[] renamed(byte[] classFile, Map<String, String> names) {
    ByteArrayInputStream left = new ByteArrayInputStream(classFile);
    ByteArrayOutputStream made = new ByteArrayOutputStream(classFile.length + 64);
    try (DataInputStream in = new DataInputStream(left);
        DataOutputStream out = new DataOutputStream(made)) {
      copy(in, out, HEAD);
      int count = in.readUnsignedShort();
      out.writeShort(count);
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        out.writeByte(tag);
        if (tag == TEXT) text(in, out, names);
        else copy(in, out, size(tag));
        if (tag == 5 || tag == 6) i++; // a long or a double takes two places
      }
      copy(in, out, left.available());
      return made.toByteArray();
    } catch (IOException never) {
      throw new IllegalStateException(never);
    }
  }

  private static void text(DataInputStream in, DataOutputStream out, Map<String, String> names)
      throws IOException {
    String text = in.readUTF();
    @Nullable String other = names.get(text);
    out.writeUTF(other == null ? text : other);
  }

  private static void copy(DataInputStream in, DataOutputStream out, int length)
      throws IOException {
    out.write(in.readNBytes(length));
  }

  private static int size(int tag) {
    return switch (tag) {
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      case 5, 6 -> 8;
      default -> 4;
    };
  }
}
