package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class FacadesTest {
  private static final String PARTS =
      "package kotlin.things; class ThingsKt___ThingsKt {"
          + " static int one = first();"
          + " private static int first() { return 1; }"
          + " public static int called(int x) { return deeper(x) + one; }"
          + " private static int deeper(int x) { return new Needed().twice(x); }"
          + " public static int called(long x) { return 0; }"
          + " public static int never(int x) { return new Unneeded().once(x); } }";
  private static final String FACADE =
      "package kotlin.things; public class ThingsKt extends ThingsKt___ThingsKt {"
          + " public static int own() { return 3; } }";
  private static final String NEEDED =
      "package kotlin.things; class Needed { int twice(int x) { return 2 * x; } int more; }";
  private static final String UNNEEDED =
      "package kotlin.things; class Unneeded { int once(int x) { return x; } }";

  @TempDir Path folder;

  @Test
  void methods_thatNobodyCalls_go_withWhatTheyNeed() throws Exception {
    Jar jar =
        relocated("class Own { static int call() { return kotlin.things.ThingsKt.called(20); } }");
    assertThat(jar.entries())
        .containsOnlyKeys(
            "META-INF/LIBRARIES",
            "Own.class",
            "hidden/kotlin/things/ThingsKt.class",
            "hidden/kotlin/things/ThingsKt___ThingsKt.class",
            "hidden/kotlin/things/Needed.class");
    assertThat(methods(jar, "ThingsKt")).isEmpty();
    assertThat(methods(jar, "ThingsKt___ThingsKt"))
        .containsExactlyInAnyOrder("called(I)I", "deeper(I)I", "first()I", "<clinit>()V");
    Method call = defined(jar).loadClass("Own").getDeclaredMethod("call");
    call.setAccessible(true);
    assertThat(call.invoke(null)).isEqualTo(41);
  }

  @Test
  void classNamedByAConstant_isWhole_withAllAboveIt() throws IOException {
    for (String constant : List.of("kotlin.things.ThingsKt.class", "\"kotlin.things.ThingsKt\"")) {
      Jar jar = relocated("class Own { Object named = " + constant + "; }");
      assertThat(methods(jar, "ThingsKt")).containsExactlyInAnyOrder("<init>()V", "own()I");
      assertThat(methods(jar, "ThingsKt___ThingsKt")).hasSize(7);
      assertThat(jar.entries()).containsKey("hidden/kotlin/things/Unneeded.class");
    }
  }

  @Test
  void classThatOneMayHaveAnInstanceOf_isWhole() throws IOException {
    for (String more : List.of("int field;", "void method() {}", "native static void method();")) {
      String parts = PARTS.replace("static int one", more + " static int one");
      Jar jar =
          relocated(
              "class Own { int x = kotlin.things.ThingsKt.own(); }",
              FACADE,
              parts,
              NEEDED,
              UNNEEDED);
      assertThat(methods(jar, "ThingsKt")).containsExactlyInAnyOrder("<init>()V", "own()I");
      assertThat(methods(jar, "ThingsKt___ThingsKt")).contains("never(I)I");
    }
  }

  @Test
  void otherClasses_areLeftAlone() throws IOException {
    Jar jar =
        relocated(
            "class Own { int x = kotlin.things.Things.a(); }",
            "package kotlin.things; public class Things {"
                + " public static int a() { return 1; } public static int b() { return 2; } }");
    assertThat(methods(jar, "Things")).contains("b()I");
  }

  @Test
  void methodThatIsNotThere_failsTheBuild() throws IOException {
    Jar own =
        compile(
            "own",
            List.of(library(FACADE, PARTS, NEEDED, UNNEEDED)),
            "class Own { int x = kotlin.things.ThingsKt.own(); }");
    Path other =
        library("package kotlin.things; public class ThingsKt { public static void own() {} }");
    try (Libraries libraries = new Libraries(List.of(other))) {
      assertThatThrownBy(() -> new Relocation(libraries, "", "hidden/").apply(own))
          .hasMessage(
              "expected a method own()I in kotlin/things/ThingsKt or above it: there is none");
    }
  }

  private Jar relocated(String own) throws IOException {
    return relocated(own, FACADE, PARTS, NEEDED, UNNEEDED);
  }

  private Jar relocated(String own, String... sources) throws IOException {
    Path library = library(sources);
    try (Libraries libraries = new Libraries(List.of(library))) {
      return new Relocation(libraries, "", "hidden/").apply(compile("own", List.of(library), own));
    }
  }

  private Path library(String... sources) throws IOException {
    Jar classes = compile("library", List.of(), sources);
    return Files.write(Files.createTempFile(folder, "library", ".jar"), classes.bytes(Map.of()));
  }

  private Jar compile(String name, List<Path> classPath, String... sources) throws IOException {
    Path place = Files.createTempDirectory(folder, name);
    List<Path> files = new ArrayList<>();
    for (String source : sources) {
      Path file = place.resolve(source.replaceAll("(?s).*?class (\\w+).*", "$1") + ".java");
      files.add(Files.writeString(file, source));
    }
    return new Javac(Jdk.current()).compile(17, place.resolve("classes"), files, classPath);
  }

  private static List<String> methods(Jar jar, String name) {
    List<String> methods = new ArrayList<>();
    new ClassReader(jar.entries().get("hidden/kotlin/things/" + name + ".class"))
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String generic, String[] thrown) {
                methods.add(name + type);
                return null;
              }
            },
            0);
    return methods;
  }

  private static ClassLoader defined(Jar jar) {
    return new ClassLoader(null) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] classFile = jar.entries().get(name.replace('.', '/') + ".class");
        if (classFile == null) throw new ClassNotFoundException(name);
        return defineClass(name, classFile, 0, classFile.length);
      }
    };
  }
}
