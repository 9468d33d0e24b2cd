package dev.sonde.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * A place where a lambda is made.
 *
 * @param method of the interface
 * @param factory from the captured values to the interface
 * @param erased type of the interface's method
 * @param meant the same with what stands for its type variables
 * @param body the method that is called
 */
record LambdaSite(String method, Type factory, Type erased, Type meant, Handle body) {
  private static final Type OBJECT = Type.getType(Object.class);

  Type[] captured() {
    return factory.getArgumentTypes();
  }

  String implemented() {
    return factory.getReturnType().getInternalName();
  }

  /** Receiver included; what a constructor makes is its result. */
  Type[] parameters() {
    List<Type> parameters = new ArrayList<>();
    if (body.getTag() != Opcodes.H_INVOKESTATIC && !makes())
      parameters.add(Type.getObjectType(body.getOwner()));
    parameters.addAll(List.of(Type.getArgumentTypes(body.getDesc())));
    return parameters.toArray(Type[]::new);
  }

  Type result() {
    return makes() ? Type.getObjectType(body.getOwner()) : Type.getReturnType(body.getDesc());
  }

  boolean makes() {
    return body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
  }

  /** Calls the body from a method of the interface, and returns what it gives. */
  void call(GeneratorAdapter code, Method method, BiConsumer<GeneratorAdapter, Integer> value) {
    if (makes()) {
      code.newInstance(result());
      code.dup();
    }
    Type[] captured = captured();
    Type[] parameters = parameters();
    for (int i = 0; i < parameters.length; i++)
      if (i < captured.length) {
        value.accept(code, i);
        convert(code, OBJECT, captured[i]);
        convert(code, captured[i], parameters[i]);
      } else {
        int given = i - captured.length;
        Type type = meant.getArgumentTypes()[given];
        code.loadArg(given);
        convert(code, method.getArgumentTypes()[given], type);
        convert(code, type, parameters[i]);
      }
    invoke(code);
    convert(code, result(), method.getReturnType());
    code.returnValue();
  }

  /** Private methods too: it belongs to their nest. */
  private void invoke(GeneratorAdapter code) {
    int opcode =
        switch (body.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
          case Opcodes.H_INVOKEVIRTUAL, Opcodes.H_INVOKESPECIAL, Opcodes.H_INVOKEINTERFACE ->
              body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
          default ->
              throw new IllegalStateException("expected the handle of a method, got " + body);
        };
    code.visitMethodInsn(
        opcode, body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
  }

  /** What {@code LambdaMetafactory} does: casts, boxes, unboxes, widens. */
  private static void convert(GeneratorAdapter code, Type from, Type to) {
    if (from.equals(to)) return;
    boolean primitive = from.getSort() < Type.ARRAY;
    if (to.getSort() == Type.VOID) {
      if (from.getSize() == 2) code.pop2();
      else code.pop();
    } else if (to.getSort() >= Type.ARRAY) {
      if (primitive) code.valueOf(from);
      else code.checkCast(to);
    } else if (primitive) code.cast(from, to);
    else code.unbox(to);
  }
}
