package dev.sonde.dist;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Classes without the {@code invokedynamic} of lambdas: all lambdas and method references of a
 * top-level class become one class beside it, a member of its nest. The JVM would make a hidden
 * class, and often some forms of method handles, for each of them.
 *
 * <p>What runs in a target is {@link Bare} as well and must have no other {@code invokedynamic}
 * than the methods of records that {@code ObjectMethods} makes: nothing calls them.
 */
final class Lambdas {
  private static final Set<String> RECORD_METHODS = Set.of("toString", "hashCode", "equals");

  private final SortedMap<String, LambdaClass> nests = new TreeMap<>();
  private final boolean forTarget;

  private Lambdas(boolean forTarget) {
    this.forTarget = forTarget;
  }

  /** For Sonde's own JVM, which is to start fast. */
  static Jar replacedIn(Jar own) {
    return replacedIn(own, false);
  }

  static Jar replacedForTarget(Jar own) {
    return replacedIn(own, true);
  }

  private static Jar replacedIn(Jar own, boolean forTarget) {
    Lambdas lambdas = new Lambdas(forTarget);
    Jar replaced = new Jar();
    own.entries()
        .forEach(
            (name, bytes) ->
                replaced.put(name, name.endsWith(".class") ? lambdas.replacedIn(bytes) : bytes));
    lambdas.nests.forEach(
        (host, made) -> {
          if (made.isEmpty()) return;
          byte[] classFile = replaced.entries().get(host + ".class");
          replaced.put(host + ".class", withMember(classFile, made.name()));
          replaced.put(made.name() + ".class", made.bytes());
        });
    return replaced;
  }

  private byte[] replacedIn(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    LambdaClass nest = nests.computeIfAbsent(host(reader), LambdaClass::new);
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9, forTarget ? new Bare(writer) : writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, @Nullable String generic, String[] thrown) {
            MethodVisitor method = super.visitMethod(access, name, type, generic, thrown);
            return new Replacing(method, nest, reader.getClassName() + "." + name);
          }
        };
    reader.accept(visitor, 0);
    return writer.toByteArray();
  }

  private static String host(ClassReader reader) {
    String[] host = {reader.getClassName()};
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public void visitNestHost(String name) {
            host[0] = name;
          }
        };
    reader.accept(visitor, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return host[0];
  }

  private static byte[] withMember(byte[] host, String member) {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visitEnd() {
            super.visitNestMember(member);
            super.visitEnd();
          }
        };
    new ClassReader(host).accept(visitor, 0);
    return writer.toByteArray();
  }

  private final class Replacing extends MethodVisitor {
    private final LambdaClass nest;
    private final String where;

    Replacing(MethodVisitor next, LambdaClass nest, String where) {
      super(Opcodes.ASM9, next);
      this.nest = nest;
      this.where = where;
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String type, Handle bootstrap, Object... arguments) {
      String how = bootstrap.getOwner() + "." + bootstrap.getName();
      if (how.equals("java/lang/invoke/LambdaMetafactory.metafactory"))
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            nest.name(),
            nest.add(
                new LambdaSite(
                    name,
                    Type.getMethodType(type),
                    (Type) arguments[0],
                    (Type) arguments[2],
                    (Handle) arguments[1])),
            type,
            false);
      else if (!forTarget || isOfRecord(how, name))
        super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
      else
        throw new IllegalStateException(
            "expected lambdas of one plain interface and methods of records in "
                + where
                + ", which runs in the target; got invokedynamic by "
                + how
                + ". Write it in another way.");
    }

    private boolean isOfRecord(String how, String name) {
      return how.equals("java/lang/runtime/ObjectMethods.bootstrap")
          && RECORD_METHODS.contains(name);
    }
  }
}
