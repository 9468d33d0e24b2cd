package dev.sonde.dist;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;

/** The types that a class names anywhere. */
final class Mentions extends Remapper {
  /** Parts of the JDK that a runtime may lack, below packages that java.base has, too. */
  private static final List<String> OPTIONAL =
      List.of("java/lang/management/", "jdk/jfr/", "jdk/net/", "javax/management/", "com/sun/");

  private final Set<String> types = new HashSet<>();

  private Mentions() {
    super(Opcodes.ASM9);
  }

  static Set<String> of(ClassNode node) {
    Mentions mentions = new Mentions();
    node.accept(new ClassRemapper(new ClassNode(), mentions));
    return mentions.types;
  }

  @Override
  public String map(String name) {
    types.add(name);
    return name;
  }

  /** Whether the class needs a part of the JDK that may be missing, or one of its own that does. */
  static boolean areOptional(ClassNode node, Program program) {
    for (String each : of(node)) {
      ClassNode own = program.classes.get(each);
      if (isOptional(each) || own != null && isOptional(own.superName)) return true;
    }
    return false;
  }

  private static boolean isOptional(String type) {
    return OPTIONAL.stream().anyMatch(type::startsWith);
  }
}
