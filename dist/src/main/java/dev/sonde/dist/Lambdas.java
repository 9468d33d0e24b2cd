package dev.sonde.dist;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * <p>What runs in a target has one such class for each package, {@code Lambdas}, which is the host
 * of a nest of all classes of that package that have lambdas. It is {@link Bare} as well and must
 * have no other {@code invokedynamic} than the methods of records that {@code ObjectMethods} makes:
 * nothing calls them.
 */
final class Lambdas {
  private static final Set<String> RECORD_METHODS = Set.of("toString", "hashCode", "equals");

  /** By the host of a nest, or by package. */
  private final SortedMap<String, LambdaClass> made = new TreeMap<>();

  private final SortedMap<String, SortedSet<String>> nests = new TreeMap<>();
  private final Set<String> withLambdas = new HashSet<>();
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
    if (forTarget) lambdas.addForPackages(replaced);
    else lambdas.addForNests(replaced);
    return replaced;
  }

  private void addForNests(Jar replaced) {
    made.forEach(
        (host, lambdas) -> {
          if (lambdas.isEmpty()) return;
          byte[] classFile = replaced.entries().get(host + ".class");
          replaced.put(host + ".class", withMember(classFile, lambdas.name()));
          replaced.put(lambdas.name() + ".class", lambdas.bytes(host));
        });
  }

  /** Whole nests move, because their classes see each other's private members. */
  private void addForPackages(Jar replaced) {
    nests.forEach(
        (host, members) -> {
          if (!withLambdas.contains(host)) return;
          LambdaClass lambdas = made.get(packageOf(host));
          for (String each : members) {
            byte[] classFile = replaced.entries().get(each + ".class");
            replaced.put(each + ".class", inNestOf(classFile, lambdas.name()));
            lambdas.host(each);
          }
        });
    made.forEach(
        (prefix, lambdas) -> {
          if (!lambdas.isEmpty())
            replaced.put(lambdas.name() + ".class", lambdas.bytes(lambdas.name()));
        });
  }

  private byte[] replacedIn(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    String host = host(reader);
    nests.computeIfAbsent(host, same -> new TreeSet<>()).add(reader.getClassName());
    LambdaClass lambdas =
        forTarget
            ? made.computeIfAbsent(packageOf(host), each -> new LambdaClass(each + "Lambdas"))
            : made.computeIfAbsent(host, each -> new LambdaClass(each + "$Lambdas"));
    int before = lambdas.size();
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9, forTarget ? new Bare(writer) : writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, @Nullable String generic, String[] thrown) {
            MethodVisitor method = super.visitMethod(access, name, type, generic, thrown);
            return new Replacing(method, lambdas, reader.getClassName() + "." + name);
          }
        };
    reader.accept(visitor, 0);
    if (lambdas.size() > before) withLambdas.add(host);
    return forTarget ? PlainRecords.of(writer.toByteArray()) : writer.toByteArray();
  }

  /** With the slash; of a class without a package it is empty. */
  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
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

  private static byte[] inNestOf(byte[] classFile, String host) {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visitNestHost(String before) {}

          @Override
          public void visitNestMember(String before) {}

          @Override
          public void visitEnd() {
            super.visitNestHost(host);
            super.visitEnd();
          }
        };
    new ClassReader(classFile).accept(visitor, 0);
    return writer.toByteArray();
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
    private final LambdaClass lambdas;
    private final String where;
    private int more;

    Replacing(MethodVisitor next, LambdaClass lambdas, String where) {
      super(Opcodes.ASM9, next);
      this.lambdas = lambdas;
      this.where = where;
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String type, Handle bootstrap, Object... arguments) {
      String how = bootstrap.getOwner() + "." + bootstrap.getName();
      if (how.equals("java/lang/invoke/LambdaMetafactory.metafactory"))
        replace(
            new LambdaSite(
                name,
                Type.getMethodType(type),
                (Type) arguments[0],
                (Type) arguments[2],
                (Handle) arguments[1]));
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

    private void replace(LambdaSite site) {
      int number = lambdas.add(site);
      if (number <= Byte.MAX_VALUE) super.visitIntInsn(Opcodes.BIPUSH, number);
      else super.visitIntInsn(Opcodes.SIPUSH, number);
      more = 1;
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, lambdas.name(), LambdaClass.FACTORY, lambdas.factory(site), false);
    }

    /** The number is pushed on top of the captured values. */
    @Override
    public void visitMaxs(int stack, int variables) {
      super.visitMaxs(stack + more, variables);
    }

    private boolean isOfRecord(String how, String name) {
      return how.equals("java/lang/runtime/ObjectMethods.bootstrap")
          && RECORD_METHODS.contains(name);
    }
  }
}
