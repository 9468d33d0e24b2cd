package dev.sonde.dist;

import java.util.concurrent.atomic.AtomicInteger;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * picocli without the regular expressions by which it would write the negation of an option, {@code
 * --no-color}: it compiles four of them for each command and each group of options, which was a
 * tenth of the processor time before a target is touched, and no option of ours has a negation.
 */
final class NoNegations {
  private static final String TRANSFORMER = "picocli/CommandLine$RegexTransformer";
  private static final String METHOD = "createDefault";
  private static final int PATTERNS = 4;

  private NoNegations() {}

  /**
   * @param name under which the library has the class
   */
  static byte[] of(String name, byte[] classFile) {
    if (!name.equals(TRANSFORMER)) return classFile;
    return FewPlaces.rewritten(
        classFile,
        (method, written, found) -> method.equals(METHOD) ? new Without(written, found) : written,
        found -> found == PATTERNS,
        PATTERNS + " patterns");
  }

  /** Leaves the builder on the stack as it is. */
  private static final class Without extends MethodVisitor {
    private final AtomicInteger found;

    Without(MethodVisitor next, AtomicInteger found) {
      super(Opcodes.ASM9, next);
      this.found = found;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String type, boolean isInterface) {
      if (!name.equals("addPattern")) {
        super.visitMethodInsn(opcode, owner, name, type, isInterface);
        return;
      }
      for (int i = 0; i < 3; i++) super.visitInsn(Opcodes.POP); // the three texts
      found.incrementAndGet();
    }
  }
}
