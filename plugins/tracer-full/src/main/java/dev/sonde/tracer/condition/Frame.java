package dev.sonde.tracer.condition;

import org.objectweb.asm.MethodVisitor;

/**
 * The method of a probe into which a condition is written: where the values of the call are there.
 * What is pushed has its carrier, see {@link ValueType.Kind}: a small integer as long, a float as
 * double, a reference as Object.
 */
public interface Frame {
  enum Moment {
    ENTRY,
    RETURNED,
    THREW
  }

  Moment moment();

  MethodVisitor code();

  /** Pushes a constant of the probe's class data; as MethodHandle, if {@link Made} makes one. */
  void constant(Object constant);

  /** As it came, not yet widened, when the descriptor is that of a primitive type. */
  void argument(int index, String descriptor);

  /** Pushes {@code this} of the traced method. */
  void receiver();

  /** As it came, at {@link Moment#RETURNED} only. */
  void returned(String descriptor);

  /** At {@link Moment#THREW} only. */
  void thrown();

  /** Nanoseconds; not at {@link Moment#ENTRY}. */
  void duration();

  /** Class and method with a dot, or null. */
  void caller();

  /** A free local of so many words. */
  int local(int words);
}
