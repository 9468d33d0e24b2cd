package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What {@link SetApart} does to classes, and what not. */
class SetApartTest {
  private static final String SOURCE =
      """
      package own;
      import java.util.*;
      public class Own implements java.util.concurrent.Callable<String> {
        private final StringBuilder said = new StringBuilder();
        public String call() throws Exception {
          said.append(alone(3, 4L, "text", 2.5)).append(fixed(1)).append(fixed("one"));
          Usual usual = new Special();
          said.append(usual.name(3)).append(new Usual().name(2)).append(new Special().inherited());
          said.append(new Guarded().copy().number).append(usual.small());
          try {
            nothing().alone(1, 2, null, 0);
          } catch (NullPointerException e) {
            said.append("null");
          }
          try {
            new Special().fails();
          } catch (IllegalStateException e) {
            StackTraceElement at = e.getStackTrace()[0];
            said.append(at.getLineNumber()).append(at.getMethodName().split("\\\\$")[0]);
          }
          return said.toString();
        }
        private static Own nothing() { return null; }
        private String alone(int i, long l, String text, double d) {
          if (i > 3) return "never";
          String result = i + text + l + d;
          for (int at = 0; at < i; at++) result += recursive(at);
          return result;
        }
        private int recursive(int i) { return i == 0 ? 0 : 1 + recursive(i - 1); }
        static String fixed(int i) { return "int" + i; }
        static String fixed(String text) { return "text" + text; }
      }
      class Usual {
        String name(int times) {
          StringBuilder name = new StringBuilder();
          for (int i = 0; i < times; i++) name.append("usual").append(i).append(inherited());
          return name.toString();
        }
        String small() { return "small"; }
        String inherited() { return "inherited"; }
        void fails() { throw new IllegalStateException(); }
      }
      class Special extends Usual {
        @Override String name(int times) {
          StringBuilder name = new StringBuilder();
          for (int i = 0; i < times; i++) name.append(new StringBuilder("special").reverse());
          return super.name(times - 1) + name;
        }
        @Override String small() { return "tiny"; }
      }
      class Guarded implements Cloneable {
        int number = 7;
        Guarded copy() throws CloneNotSupportedException {
          Guarded copy = (Guarded) super.clone();
          copy.number += number;
          return copy;
        }
      }
      """;

  private static final Map<String, Set<String>> RARE =
      Map.of(
          "own/Own", Set.of("alone", "recursive", "fixed"),
          "own/Usual", Set.of("name", "inherited", "fails", "small"),
          "own/Special", Set.of("name", "small"),
          "own/Guarded", Set.of("copy"));

  @TempDir Path folder;

  @Test
  void apart_theyDoTheSame() throws Exception {
    String said = LambdasTest.run(Lambdas.replacedForTarget(compile()));
    assertThat(said).contains("text42.5", "textone", "laiceps", "14tinynull", "fails");

    assertThat(LambdasTest.run(apart())).isEqualTo(said);
  }

  /** Of what is overridden, or overrides, a call stays; all stays that nobody else may do. */
  @Test
  void apart_thoseThatStay() throws IOException {
    Program program = Program.of(apart());

    assertThat(methods(program.get("own/Own"))).containsExactly("<init>", "call", "nothing");
    assertThat(methods(program.get("own/Usual"))).containsExactly("<init>", "name", "small");
    assertThat(methods(program.get("own/Special"))).containsExactly("<init>", "name", "small");
    assertThat(methods(program.get("own/Guarded"))).containsExactly("<init>", "copy");
    assertThat(methods(program.get("own/Rare")))
        .containsExactly(
            "alone$Own",
            "fails$Usual",
            "fixed$Own",
            "inherited$Usual",
            "name$Usual",
            "recursive$Own");
  }

  /**
   * A name that no method has any more does no harm. Many of them tell that the list is old: {@code
   * dist/rare-methods} writes it anew.
   */
  @Test
  void list_namesMethodsThatTheSourcesHave() throws IOException {
    Set<String> old = new TreeSet<>();
    int all = 0;
    for (Map.Entry<String, Set<String>> each : RareMethods.listed().entrySet()) {
      Set<String> methods = compiled(each.getKey());
      for (String name : each.getValue())
        if (!methods.contains(name)) old.add(each.getKey() + "." + name);
      all += each.getValue().size();
    }
    assertThat(all).isGreaterThan(300);
    assertThat(old).as("of %d in rare-methods.txt", all).hasSizeLessThan(all / 10);
  }

  private static Set<String> compiled(String name) throws IOException {
    String file = "/" + name.replace("dev/sonde/tracer/asm/", "org/objectweb/asm/") + ".class";
    ClassNode node = new ClassNode();
    try (InputStream in = SetApart.class.getResourceAsStream(file)) {
      if (in != null) new ClassReader(in).accept(node, ClassReader.SKIP_CODE);
    }
    return methods(node);
  }

  private Jar apart() throws IOException {
    Program program = Program.of(Lambdas.replacedForTarget(compile()));
    Opened.in(program);
    SetApart.in(program, RARE);
    return program.written();
  }

  private static Set<String> methods(ClassNode node) {
    Set<String> names = new TreeSet<>();
    for (MethodNode each : node.methods) names.add(each.name);
    return names;
  }

  private Jar compile() throws IOException {
    Path file = Files.writeString(folder.resolve("Own.java"), SOURCE);
    return new Javac(Jdk.current())
        .compile(17, folder.resolve("own"), List.of(file), List.of(), "-XDstringConcat=inline");
  }
}
