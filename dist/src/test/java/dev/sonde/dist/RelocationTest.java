package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class RelocationTest {
  @TempDir Path folder;
  private Path library;

  @BeforeEach
  void compileLibrary() throws IOException {
    Jar classes =
        compile(
            "library",
            List.of(),
            "package lib; public class Used { Deep deep; }",
            "package lib; class Deep {}",
            "package lib; public class Named {}",
            "package lib; public class Unused {}");
    library = Files.write(folder.resolve("library.jar"), classes.bytes(Map.of()));
  }

  @Test
  void apply_keepsWhatIsReachedAlsoByName() throws IOException {
    Jar result =
        relocated("package own; class Own { lib.Used used; String name = \"lib.Named\"; }");

    assertThat(result.entries())
        .containsOnlyKeys(
            "META-INF/LIBRARIES",
            "own/Own.class",
            "hidden/lib/Used.class",
            "hidden/lib/Deep.class",
            "hidden/lib/Named.class");
  }

  @Test
  void apply_renamesTheClassAndItsUsers() throws IOException {
    Jar result = relocated("package own; class Own extends lib.Used {}");

    assertThat(new ClassReader(result.entries().get("hidden/lib/Used.class")).getClassName())
        .isEqualTo("hidden/lib/Used");
    assertThat(new ClassReader(result.entries().get("own/Own.class")).getSuperName())
        .isEqualTo("hidden/lib/Used");
  }

  @Test
  void apply_listsTheLibrariesThatWereUsed() throws IOException {
    Jar result = relocated("package own; class Own extends lib.Used {}");

    assertThat(new String(result.entries().get("META-INF/LIBRARIES"), StandardCharsets.UTF_8))
        .isEqualTo("library.jar " + Sha256.hex(Files.readAllBytes(library)) + "\n");
  }

  @Test
  void apply_keepsOwnResources() throws IOException {
    try (Libraries libraries = new Libraries(List.of(library))) {
      Jar result =
          new Relocation(libraries, "", "hidden/")
              .apply(new Jar().put("notes.txt", new byte[] {7}));

      assertThat(result.entries()).containsOnlyKeys("META-INF/LIBRARIES", "notes.txt");
    }
  }

  /** Verified by the JVM when the class is linked: with a branch it needs a map. */
  @Test
  void apply_oldClassFile_getsStackMaps() throws Exception {
    Jar old = new Jar().put("lib/Old.class", oldClass());
    library = Files.write(folder.resolve("old.jar"), old.bytes(Map.of()));

    Jar result = relocated("package own; class Own { lib.Old old; }");

    byte[] classFile = result.entries().get("hidden/lib/Old.class");
    assertThat(new ClassReader(classFile).readUnsignedShort(6)).isEqualTo(Opcodes.V1_6);
    Class<?> defined =
        new ClassLoader() {
          Class<?> define() {
            return defineClass(null, classFile, 0, classFile.length);
          }
        }.define();
    assertThat(defined.getMethod("isZero", int.class).invoke(null, 0)).isEqualTo(true);
  }

  private static byte[] oldClass() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V1_5, Opcodes.ACC_PUBLIC, "lib/Old", null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "isZero", "(I)Z", null, null);
    Label zero = new Label();
    method.visitCode();
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitJumpInsn(Opcodes.IFEQ, zero);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitInsn(Opcodes.IRETURN);
    method.visitLabel(zero);
    method.visitInsn(Opcodes.ICONST_1);
    method.visitInsn(Opcodes.IRETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private Jar relocated(String ownSource) throws IOException {
    Jar own = compile("own", List.of(library), ownSource);
    try (Libraries libraries = new Libraries(List.of(library))) {
      return new Relocation(libraries, "", "hidden/").apply(own);
    }
  }

  private Jar compile(String name, List<Path> classPath, String... sources) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String source : sources) {
      String type = source.replaceAll(".*class (\\w+).*", "$1");
      Path file = folder.resolve(name + "-source").resolve(type + ".java");
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source));
    }
    return new Javac(Jdk.current()).compile(17, folder.resolve(name), files, classPath);
  }
}
