package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class LambdasTest {
  private static final String ALL_SHAPES =
      """
      package own;
      import java.util.*;
      import java.util.function.*;
      public class Own implements java.util.concurrent.Callable<String> {
        private long sum = 3;
        private String name(int i) { return "n" + i; }
        private static int twice(int i) { return 2 * i; }
        interface Risky { void run() throws Exception; }
        record Pair(String a, long b) {}
        static final class Inner {
          private int base = 40;
          IntUnaryOperator plus(int more, double factor) { return i -> (int) (base + more + i * factor); }
          private Supplier<Integer> base() { return () -> base; }
        }
        public String call() throws Exception {
          List<String> said = new ArrayList<>();
          IntFunction<String> named = this::name;
          said.add(named.apply(7));
          IntUnaryOperator twice = Own::twice;
          said.add("" + twice.applyAsInt(21));
          ToLongFunction<String> length = String::length;
          said.add("" + length.applyAsLong("four"));
          Supplier<List<String>> made = ArrayList::new;
          said.add("" + made.get());
          BiFunction<String, Long, Pair> pair = Pair::new;
          said.add(pair.apply("x", 5L).a() + pair.apply("x", 5L).b());
          long big = 1L << 40;
          LongSupplier captured = () -> big + sum;
          said.add("" + captured.getAsLong());
          said.add("" + new Inner().plus(1, 2.5).applyAsInt(2));
          said.add("" + new Inner().base().get());
          Runnable adds = () -> said.add("ran");
          adds.run();
          Risky risky = () -> { throw new java.io.IOException("risk"); };
          try { risky.run(); } catch (java.io.IOException e) { said.add(e.getMessage()); }
          List<String> sorted = new ArrayList<>(List.of("ccc", "a", "bb"));
          sorted.sort(Comparator.comparingInt(String::length));
          said.add("" + sorted);
          sorted.sort(Comparator.reverseOrder());
          sorted.removeIf("a"::equals);
          said.add(sorted.stream().map(String::toUpperCase).reduce("", String::concat));
          IntFunction<int[]> array = int[]::new;
          said.add("" + array.apply(3).length);
          Function<Short, Integer> wide = Own::twice;
          ToLongFunction<List<Integer>> first = numbers -> numbers.get(0);
          said.add("" + wide.apply((short) 21) + first.applyAsLong(List.of(5)));
          Predicate<Object> text = String.class::isInstance;
          said.add("" + text.test("s") + text.test(1));
          return said.toString();
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void replacedForTarget_doesTheSame() throws Exception {
    Jar compiled = compile(ALL_SHAPES);

    String said = run(Lambdas.replacedForTarget(compiled));

    assertThat(said).isEqualTo(run(compiled)).contains("n7", "risk", "46", "truefalse");
  }

  @Test
  void replacedForTarget_oneClassMoreForThePackage_andNothingIsDynamic() throws IOException {
    Jar replaced = Lambdas.replacedForTarget(compile(ALL_SHAPES));

    assertThat(replaced.entries())
        .containsOnlyKeys(
            "own/Lambdas.class",
            "own/Own.class",
            "own/Own$Inner.class",
            "own/Own$Pair.class",
            "own/Own$Risky.class");
    replaced.entries().forEach((name, bytes) -> assertThat(dynamic(bytes)).as(name).isEmpty());
  }

  @Test
  void replacedForTarget_isOneNest_ofThoseThatHaveLambdas() throws Exception {
    Jar replaced =
        Lambdas.replacedForTarget(compile(ALL_SHAPES + "class Other { private interface Its {} }"));
    ClassLoader loader = loaderOf(replaced);

    Class<?> host = loader.loadClass("own.Lambdas");
    assertThat(loader.loadClass("own.Own").getNestHost()).isSameAs(host);
    assertThat(loader.loadClass("own.Own$Risky").getNestHost()).isSameAs(host);
    assertThat(loader.loadClass("own.Other$Its").getNestHost().getSimpleName()).isEqualTo("Other");
  }

  @Test
  void replacedForTarget_recordsArePlainClasses_withWhatTheyWroteThemselves() throws Exception {
    Jar replaced =
        Lambdas.replacedForTarget(
            compile(
                "package own; public record Own(String a, int b)"
                    + " implements java.util.concurrent.Callable<String> {"
                    + " public Own() { this(\"a\", 1); }"
                    + " public String toString() { return a + \" \"; }"
                    + " public String call() { return a() + b() + this + equals(new Own()); } }"));

    assertThat(run(replaced)).isEqualTo("a1a false");
    Class<?> own = loaderOf(replaced).loadClass("own.Own");
    assertThat(own.isRecord()).isFalse();
    assertThat(own.getDeclaredMethods())
        .extracting(java.lang.reflect.Method::getName)
        .containsExactlyInAnyOrder("a", "b", "toString", "call", "call");
  }

  @Test
  void replacedForTarget_classWithoutLambda_getsNone() throws IOException {
    Jar replaced = Lambdas.replacedForTarget(compile("package own; public class Own {}"));

    assertThat(replaced.entries()).containsOnlyKeys("own/Own.class");
  }

  @Test
  void replacedForTarget_joinedTexts_areRefused() throws IOException {
    Jar compiled =
        compile("package own; public class Own { String of(int i) { return \"i\" + i; } }");

    assertThatThrownBy(() -> Lambdas.replacedForTarget(compiled))
        .hasMessage(
            "expected lambdas of one plain interface and methods of records in own/Own.of, which"
                + " runs in the target; got invokedynamic by"
                + " java/lang/invoke/StringConcatFactory.makeConcatWithConstants. Write it in"
                + " another way.");
  }

  @Test
  void replacedIn_leavesWhatIsNoLambda() throws Exception {
    Jar compiled =
        compile(
            "package own; public class Own implements java.util.concurrent.Callable<String> {"
                + " public String call() {"
                + " java.util.function.IntFunction<String> of = i -> \"i\" + i;"
                + " return of.apply(7); } }");

    Jar replaced = Lambdas.replacedIn(compiled);

    assertThat(run(replaced)).isEqualTo("i7");
    assertThat(dynamic(replaced.entries().get("own/Own.class")))
        .containsExactly("java/lang/invoke/StringConcatFactory");
  }

  static List<String> dynamic(byte[] classFile) {
    List<String> bootstraps = new ArrayList<>();
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String generic, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
              @Override
              public void visitInvokeDynamicInsn(
                  String method, String site, Handle bootstrap, Object... arguments) {
                bootstraps.add(bootstrap.getOwner());
              }
            };
          }
        };
    new ClassReader(classFile).accept(visitor, 0);
    return bootstraps;
  }

  static String run(Jar jar) throws Exception {
    Object own = loaderOf(jar).loadClass("own.Own").getConstructor().newInstance();
    return (String) ((Callable<?>) own).call();
  }

  static ClassLoader loaderOf(Jar jar) {
    Map<String, byte[]> entries = jar.entries();
    return new ClassLoader(null) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = entries.get(name.replace('.', '/') + ".class");
        if (bytes == null) throw new ClassNotFoundException(name);
        return defineClass(name, bytes, 0, bytes.length);
      }
    };
  }

  private Jar compile(String source) throws IOException {
    Path file = Files.writeString(folder.resolve("Own.java"), source);
    Javac javac = new Javac(Jdk.current());
    boolean joins = source.contains("\"i\" + i");
    return joins
        ? javac.compile(17, folder.resolve("own"), List.of(file), List.of())
        : javac.compile(
            17, folder.resolve("own"), List.of(file), List.of(), "-XDstringConcat=inline");
  }
}
