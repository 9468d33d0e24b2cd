package dev.sonde.dist;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/** Stack maps of classes whose code was changed, made anew. */
final class Frames {
  private Frames() {}

  static ClassNode computed(ClassNode node, Program program) {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected String getCommonSuperClass(String one, String other) {
            return common(one, other, program);
          }
        };
    node.accept(writer);
    ClassNode computed = new ClassNode();
    new ClassReader(writer.toByteArray()).accept(computed, ClassReader.EXPAND_FRAMES);
    return computed;
  }

  /** Interfaces are like Object to the verifier. */
  private static String common(String one, String other, Program program) {
    for (String each = one; each != null; each = above(each, program))
      for (String type = other; type != null; type = above(type, program))
        if (each.equals(type)) return each;
    return "java/lang/Object";
  }

  private static @Nullable String above(String type, Program program) {
    ClassNode own = program.classes.get(type);
    if (own != null) return own.superName;
    Class<?> loaded = Overriding.loaded(type).getSuperclass();
    return loaded == null ? null : loaded.getName().replace('.', '/');
  }
}
