package dev.sonde.dist;

import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * OkHttp's and Okio's own threads, which wait for more to do for a minute, wait for a second: in
 * self mode they are in somebody's application, and keep our loader there. Neither library has a
 * setting for it.
 */
final class ShortIdle {
  private static final Long MINUTE = 60L;
  private static final Long SECOND = 1L;

  /** Each names its patience once, as 60 of {@code TimeUnit.SECONDS}. */
  private static final Set<String> CLASSES =
      Set.of("okio/AsyncTimeout", "okhttp3/internal/concurrent/TaskRunner$RealBackend");

  private ShortIdle() {}

  /**
   * @param name under which the library has the class
   */
  static byte[] of(String name, byte[] classFile) {
    if (!CLASSES.contains(name)) return classFile;
    int[] found = {0};
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String generic, String[] thrown) {
            MethodVisitor method = super.visitMethod(access, name, type, generic, thrown);
            return new MethodVisitor(Opcodes.ASM9, method) {
              @Override
              public void visitLdcInsn(Object value) {
                if (value.equals(MINUTE)) found[0]++;
                super.visitLdcInsn(value.equals(MINUTE) ? SECOND : value);
              }
            };
          }
        };
    new ClassReader(classFile).accept(visitor, 0);
    if (found[0] == 1) return writer.toByteArray();
    throw new IllegalStateException(
        "expected one minute of patience in "
            + name
            + ", found "
            + found[0]
            + ": look at it again");
  }
}
