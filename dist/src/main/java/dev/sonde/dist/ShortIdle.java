package dev.sonde.dist;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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
    return FewPlaces.rewritten(
        classFile,
        (method, written, found) -> new Shortened(written, found),
        found -> found == 1,
        "one minute of patience");
  }

  private static final class Shortened extends MethodVisitor {
    private final AtomicInteger found;

    Shortened(MethodVisitor next, AtomicInteger found) {
      super(Opcodes.ASM9, next);
      this.found = found;
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value.equals(MINUTE)) found.incrementAndGet();
      super.visitLdcInsn(value.equals(MINUTE) ? SECOND : value);
    }
  }
}
