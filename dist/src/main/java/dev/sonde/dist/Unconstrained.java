package dev.sonde.dist;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Bouncy Castle's SHA-512 without the question to its registrar whether the application forbids it:
 * nobody does here, and the registrar reads the parameters of DSA and Diffie-Hellman when it is
 * first asked, which was a seventh of what verifying metadata costs a start.
 */
final class Unconstrained {
  private static final Set<String> CLASSES = Set.of("org/bouncycastle/crypto/digests/SHA512Digest");
  private static final String REGISTRAR = "org/bouncycastle/crypto/CryptoServicesRegistrar";

  private Unconstrained() {}

  /**
   * @param name under which the library has the class
   */
  static byte[] of(String name, byte[] classFile) {
    if (!CLASSES.contains(name)) return classFile;
    return FewPlaces.rewritten(
        classFile,
        (method, written, found) -> new Unasked(written, found),
        found -> found > 0,
        "questions to " + REGISTRAR);
  }

  private static final class Unasked extends MethodVisitor {
    private final AtomicInteger found;

    Unasked(MethodVisitor next, AtomicInteger found) {
      super(Opcodes.ASM9, next);
      this.found = found;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String type, boolean isInterface) {
      if (!owner.equals(REGISTRAR)) {
        super.visitMethodInsn(opcode, owner, name, type, isInterface);
        return;
      }
      if (!name.equals("checkConstraints") || !type.endsWith(";)V"))
        throw new IllegalStateException("expected checkConstraints(..), found " + name + type);
      super.visitInsn(Opcodes.POP);
      found.incrementAndGet();
    }
  }
}
