package dev.sonde.dist;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What any class of a program may do in the place of another. */
final class Seen {
  private final Program program;

  Seen(Program program) {
    this.program = program;
  }

  /** Not what only a class itself, or one below another, may do. */
  boolean isByAll(AbstractInsnNode each) {
    if (each instanceof InvokeDynamicInsnNode) return false;
    if (each instanceof FieldInsnNode field) return isByAll(field);
    if (!(each instanceof MethodInsnNode call)) return true;
    if (call.owner.startsWith("[")) return true;
    boolean isSpecial = call.getOpcode() == Opcodes.INVOKESPECIAL;
    return (!isSpecial || call.name.equals("<init>")) && isPublic(call);
  }

  private boolean isByAll(FieldInsnNode field) {
    boolean isWrite =
        field.getOpcode() == Opcodes.PUTFIELD || field.getOpcode() == Opcodes.PUTSTATIC;
    Integer access = access(field);
    return access != null
        && (access & Opcodes.ACC_PUBLIC) != 0
        && !(isWrite && (access & Opcodes.ACC_FINAL) != 0);
  }

  private @Nullable Integer access(FieldInsnNode field) {
    String type = field.owner;
    for (ClassNode node = program.classes.get(type); node != null; ) {
      for (FieldNode each : node.fields)
        if (each.name.equals(field.name) && each.desc.equals(field.desc)) return each.access;
      type = node.superName;
      node = program.classes.get(type);
    }
    try {
      Field found = Overriding.loaded(type).getField(field.name);
      return found.getModifiers();
    } catch (NoSuchFieldException notPublic) {
      return null;
    }
  }

  private boolean isPublic(MethodInsnNode call) {
    String type = call.owner;
    for (ClassNode node = program.classes.get(type); node != null; ) {
      for (MethodNode each : node.methods)
        if (each.name.equals(call.name) && each.desc.equals(call.desc))
          return (each.access & Opcodes.ACC_PUBLIC) != 0;
      if (Program.isInterface(node)) return true;
      type = node.superName;
      node = program.classes.get(type);
    }
    return isPublic(Overriding.loaded(type), call);
  }

  private static boolean isPublic(Class<?> type, MethodInsnNode call) {
    if (!Modifier.isPublic(type.getModifiers())) return false;
    if (call.name.equals("<init>")) {
      for (var each : type.getConstructors())
        if (Type.getConstructorDescriptor(each).equals(call.desc)) return true;
      return false;
    }
    // Of a method whose type is made at each call only the name is in the class.
    for (Method each : type.getMethods())
      if (each.getName().equals(call.name) && isMeant(each, call)) return isPublic(each);
    if (type.isInterface())
      for (Method each : Object.class.getMethods())
        if (each.getName().equals(call.name) && isMeant(each, call)) return true;
    return false;
  }

  private static boolean isPublic(Member member) {
    return Modifier.isPublic(member.getModifiers());
  }

  private static boolean isMeant(Method method, MethodInsnNode call) {
    boolean isPolymorphic =
        Modifier.isNative(method.getModifiers())
            && call.owner.startsWith("java/lang/invoke/")
            && method.isVarArgs();
    return isPolymorphic || Type.getMethodDescriptor(method).equals(call.desc);
  }
}
