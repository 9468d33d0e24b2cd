package dev.sonde.dist;

import dev.sonde.operator.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Own classes, and those library classes which they reach, under other names. One walk does both:
 * each name that is met in a class file is renamed, and its class queued. A string constant that is
 * the dotted name of a library's class counts as a reference too, because it is how reflection
 * names one. Of {@link Facades} only those methods are taken that are met.
 */
final class Relocation {
  private static final Pattern DOTTED_NAME = Pattern.compile("[a-z]\\w*(\\.[\\w$]+)+");
  private static final Set<String> KOTLIN_COMPILER_NOTES =
      Set.of(
          "Lkotlin/Metadata;",
          "Lkotlin/coroutines/jvm/internal/DebugMetadata;",
          "Lkotlin/jvm/internal/SourceDebugExtension;");

  private final Libraries libraries;
  private final StackMaps stackMaps;
  private final Facades facades;
  private final String from;
  private final String to;
  private final Deque<String> waiting = new ArrayDeque<>();
  private final Set<String> reached = new HashSet<>();
  private final SortedMap<String, Path> jars = new TreeMap<>();

  /** Library classes below {@code from} go below {@code to}; both end in a slash or are empty. */
  Relocation(Libraries libraries, String from, String to) {
    this.libraries = libraries;
    this.stackMaps = new StackMaps(libraries);
    this.facades = new Facades(libraries::has, this::lean);
    this.from = from;
    this.to = to;
  }

  /**
   * Gives own classes and resources, the library classes that they reach, and {@code
   * META-INF/LIBRARIES}: where those are from, with SHA-256.
   */
  Jar apply(Jar own) throws IOException {
    Jar result = new Jar();
    own.entries()
        .forEach(
            (name, bytes) -> result.put(name, name.endsWith(".class") ? renamed(bytes) : bytes));
    do {
      facades.more().forEach(this::renamed);
      for (String name = waiting.poll(); name != null; name = waiting.poll())
        result.put(newName(name) + ".class", renamed(lean(name)));
    } while (facades.haveMore());
    facades
        .kept(reached::contains)
        .forEach((name, bytes) -> result.put(newName(name) + ".class", renamed(bytes)));
    return result.put("META-INF/LIBRARIES", listOfJars());
  }

  private byte[] listOfJars() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, Path> jar : jars.entrySet()) {
      lines
          .append(jar.getKey())
          .append(' ')
          .append(Sha256.hex(Files.readAllBytes(jar.getValue())))
          .append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] lean(String name) {
    return Lean.of(
        stackMaps.addedTo(
            NoNegations.of(name, Unconstrained.of(name, ShortIdle.of(name, libraries.get(name))))));
  }

  private byte[] renamed(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile).accept(new WithoutCompilerNotes(writer, new Names()), 0);
    return writer.toByteArray();
  }

  private String newName(String internalName) {
    return to + internalName.substring(from.length());
  }

  private String met(String internalName) {
    if (!internalName.startsWith(from) || !libraries.has(internalName)) {
      return internalName;
    }
    if (reached.add(internalName)) {
      if (!facades.reach(internalName)) waiting.add(internalName);
      Path jar = libraries.jarOf(internalName);
      jars.put(jar.getFileName().toString(), jar);
    }
    return newName(internalName);
  }

  private final class Names extends Remapper {
    Names() {
      super(Opcodes.ASM9);
    }

    @Override
    public String map(String internalName) {
      return met(internalName);
    }

    @Override
    public String mapMethodName(String owner, String name, String descriptor) {
      facades.named(owner, name + descriptor);
      return name;
    }

    @Override
    public Object mapValue(Object value) {
      if (value instanceof Type type && type.getSort() == Type.OBJECT)
        facades.named(type.getInternalName());
      if (!(value instanceof String text) || !DOTTED_NAME.matcher(text).matches())
        return super.mapValue(value);
      String name = text.replace('.', '/');
      facades.named(name);
      return met(name).replace('/', '.');
    }
  }

  private static final class WithoutCompilerNotes extends ClassRemapper {
    WithoutCompilerNotes(ClassVisitor next, Remapper names) {
      super(next, names);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return KOTLIN_COMPILER_NOTES.contains(descriptor)
          ? null
          : super.visitAnnotation(descriptor, visible);
    }

    /** The names of local variables are for debuggers; lines stay, for stack traces. */
    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, method) {
        @Override
        public void visitLocalVariable(
            String name, String type, String generic, Label start, Label end, int index) {}
      };
    }
  }
}
