package dev.sonde.tracer.weave;

import dev.sonde.tracer.link.Token;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/**
 * Turns a class file into a woven one: bytes to bytes, no state. It knows no trace but the number
 * of its slot.
 *
 * <p>The constant pool is only ever appended to, and the version stays: with either changed, a
 * later retransform by anybody fails or kills the JVM (JDK-8376185).
 */
public final class Weaver {
  /** Java 7, the first with invokedynamic. */
  private static final int FIRST_VERSION = 51;

  /** A method handle takes at most 255 words, and a call site some of its own. */
  private static final int MOST_WORDS = 250;

  /** HotSpot never compiles a method above this size. */
  private static final int COMPILED = 8000;

  private final int slot;
  private final Token token;

  /** For a trace that keeps a record of each open call. */
  public Weaver(int slot) {
    this(slot, Token.RECORD);
  }

  public Weaver(int slot, Token token) {
    this.slot = slot;
    this.token = token;
  }

  /**
   * Weaves the methods of these names and descriptors, each but those it gives a reason for.
   *
   * @throws RuntimeException if this is no class file that can be understood
   */
  public Woven weave(byte[] classFile, Set<String> methods) {
    return weave(classFile, methods, Map.of());
  }

  /**
   * As {@link #weave(byte[], Set)}.
   *
   * @param direct numbers of methods that shall call the bridge plainly: each has as many as there
   *     are kinds of sites, from this one
   */
  Woven weave(byte[] classFile, Set<String> methods, Map<String, Integer> direct) {
    ClassReader reader = new ClassReader(classFile);
    int version = reader.readUnsignedShort(6);
    if (version < FIRST_VERSION && !direct.keySet().containsAll(methods))
      return nothing(
          classFile,
          methods,
          "its loader does not show its class file, of version " + version + " (before Java 7)");
    Map<String, String> left = new HashMap<>();
    while (true) {
      Pass pass = new Pass(reader, methods, direct, left);
      byte[] woven = pass.run();
      if (woven != null) return new Woven(woven, pass.done.keySet(), left);
    }
  }

  private static Woven nothing(byte[] classFile, Set<String> methods, String reason) {
    Map<String, String> left = new HashMap<>();
    for (String method : methods) left.put(method, reason);
    return new Woven(classFile, Set.of(), left);
  }

  /**
   * One way through the class. It is gone again when methods turn out to grow too large, each time
   * with some less.
   */
  private final class Pass extends ClassVisitor {
    private final ClassReader reader;
    private final ClassWriter writer;
    private final Set<String> wanted;
    private final Map<String, Integer> direct;
    private final Map<String, String> left;
    private final Map<String, Size> done = new HashMap<>();

    Pass(
        ClassReader reader,
        Set<String> wanted,
        Map<String, Integer> direct,
        Map<String, String> left) {
      super(Opcodes.ASM9);
      this.reader = reader;
      this.writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      this.wanted = wanted;
      this.direct = direct;
      this.left = left;
      cv = writer;
    }

    byte @Nullable [] run() {
      reader.accept(this, ClassReader.EXPAND_FRAMES);
      done.forEach(
          (method, size) -> {
            if (size.outgrows())
              left.put(method, "it would grow past " + COMPILED + " bytes, and run uncompiled");
          });
      if (!Collections.disjoint(left.keySet(), done.keySet())) return null;
      try {
        return writer.toByteArray();
      } catch (MethodTooLargeException large) {
        left.put(large.getMethodName() + large.getDescriptor(), "it would grow past 64 KB");
        return null;
      }
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
      String key = name + descriptor;
      if (!wanted.contains(key) || left.containsKey(key)) return method;
      String reason = reason(access, name, descriptor);
      if (reason != null) {
        left.put(key, reason);
        return method;
      }
      CodeSizeEvaluator after = new CodeSizeEvaluator(method);
      CodeSizeEvaluator before =
          new CodeSizeEvaluator(
              new WovenMethod(
                  after, access, name, descriptor, slot, token, direct.getOrDefault(key, -1)));
      done.put(key, new Size(before, after));
      return before;
    }
  }

  private record Size(CodeSizeEvaluator before, CodeSizeEvaluator after) {
    boolean outgrows() {
      return before.getMinSize() <= COMPILED && after.getMaxSize() > COMPILED;
    }
  }

  private static @Nullable String reason(int access, String name, String descriptor) {
    if ((access & Opcodes.ACC_ABSTRACT) != 0) return "abstract: trace what implements it";
    if ((access & Opcodes.ACC_NATIVE) != 0) return "native: it has no bytecode";
    if (name.equals("<clinit>")) return "static initialiser: it runs only once";
    int words = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
    return words > MOST_WORDS ? "it has more than " + MOST_WORDS + " words of parameters" : null;
  }
}
