package dev.sonde.tracer.link;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What a woven method keeps from the beginning of a call to its end. Its local is in every frame of
 * the method.
 */
public enum Token {
  /** The record of the call; null for "not interested". */
  RECORD("Ljava/lang/Object;", Opcodes.ACONST_NULL),
  /**
   * When the call began, in nanoseconds of {@link System#nanoTime}; 0 for "not interested". Nothing
   * is allocated for it, and a frame that never returns keeps nothing of ours.
   */
  TIME("J", Opcodes.LCONST_0);

  private final Type type;
  private final int none;

  Token(String descriptor, int none) {
    this.type = Type.getType(descriptor);
    this.none = none;
  }

  public Type type() {
    return type;
  }

  /** The instruction that pushes "not interested". */
  public int none() {
    return none;
  }

  public int load() {
    return type.getOpcode(Opcodes.ILOAD);
  }

  public int store() {
    return type.getOpcode(Opcodes.ISTORE);
  }

  /** The instruction by which a probe answers a call that begins. */
  public int answer() {
    return type.getOpcode(Opcodes.IRETURN);
  }

  /** As a stack map frame has it. */
  public Object inFrame() {
    return this == RECORD ? type.getInternalName() : Opcodes.LONG;
  }
}
