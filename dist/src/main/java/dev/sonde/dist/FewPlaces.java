package dev.sonde.dist;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites a class of a library in few places, and counts them: another version of the library may
 * have others, at which nobody has looked yet.
 */
final class FewPlaces {
  private FewPlaces() {}

  /** What stands between a method as it is and as it is written. */
  interface Rewriter {
    /**
     * @param method its name
     * @param found counts the places
     */
    MethodVisitor of(String method, MethodVisitor written, AtomicInteger found);
  }

  /**
   * @param right whether so many places are what is known
   * @param expected the same in words, for the error
   */
  static byte[] rewritten(
      byte[] classFile, Rewriter rewriter, IntPredicate right, String expected) {
    AtomicInteger found = new AtomicInteger();
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String generic, String[] thrown) {
            return rewriter.of(name, super.visitMethod(access, name, type, generic, thrown), found);
          }
        };
    reader.accept(visitor, 0);
    if (right.test(found.get())) return writer.toByteArray();
    throw new IllegalStateException(
        "expected %s in %s, found %d: look at it again"
            .formatted(expected, reader.getClassName(), found.get()));
  }
}
