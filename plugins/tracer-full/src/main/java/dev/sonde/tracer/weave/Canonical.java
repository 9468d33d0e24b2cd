package dev.sonde.tracer.weave;

import java.util.Arrays;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * A class file with its constant pool in visiting order: dead entries, which stay in a once-woven
 * class from 21 on, do not count.
 */
final class Canonical {
  private Canonical() {}

  static boolean equal(byte[] one, byte[] other) {
    return Arrays.equals(one, other) || Arrays.equals(of(one), of(other));
  }

  private static byte[] of(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile).accept(writer, 0);
    return writer.toByteArray();
  }
}
