package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What {@link Getters}, {@link Unnamed} and {@link Inlining} do to classes, and what not. */
class FewerMethodsTest {
  private static final String SOURCE =
      """
      package own;
      import java.util.*;
      public class Own implements java.util.concurrent.Callable<String> {
        private final StringBuilder said = new StringBuilder();
        public String call() throws Exception {
          Pair pair = new Pair("a", 2L);
          said.append(pair.name()).append(pair.size()).append(new Longer().name());
          long sum = once(3, 4L, "text", true) + Calculated.twice(5);
          said.append(sum).append(loop(4)).append(caught(null)).append(recursive(3));
          try {
            nothing().never(1);
          } catch (NullPointerException e) {
            said.append("null");
          }
          try {
            deep(null);
          } catch (IllegalStateException e) {
            for (StackTraceElement at : e.getStackTrace())
              if (at.getClassName().startsWith("own.") && !at.getMethodName().equals("main"))
                said.append(' ').append(at.getMethodName()).append(at.getLineNumber());
          }
          Object held = Looked.class.getDeclaredMethod("looked" + "For".trim()).invoke(null);
          return said.append(held).append(virtual(new Special())).toString();
        }
        private static Own nothing() { return null; }
        private void never(int i) { said.length(); }
        private long once(int i, long l, String text, boolean or) {
          if (i > 3) return l;
          long result = or ? text.length() : 0;
          for (int at = 0; at < i; at++) {
            String each = text.substring(at);
            if (each.isEmpty()) return -1;
            result += each.length() * l;
          }
          return result;
        }
        private int loop(int until) {
          int sum = 0;
          while (until > 0) sum += until--;
          return sum;
        }
        private String caught(String text) {
          try { return text.trim(); } catch (NullPointerException e) { return "caught"; }
        }
        private int recursive(int i) { return i == 0 ? 0 : 1 + recursive(i - 1); }
        private void deep(Object given) {
          Objects.hash(given);
          deeper();
        }
        private void deeper() {
          throw new IllegalStateException();
        }
        private static String virtual(Usual usual) { return usual.name(); }
        public String nobody() { return "none"; }
      }
      record Pair(String name, long size) {}
      class Usual { private String name = "usual"; String name() { return name; } }
      class Special extends Usual { @Override String name() { return "special"; } }
      interface Named { String name(); }
      class Longer implements Named { private final String name = "long"; public String name() { return name; } }
      final class Looked { static String lookedFor() { return "found"; } }
      final class Calculated {
        private Calculated() {}
        static int twice(int i) { return 2 * i; }
      }
      """;

  private static final List<String> LOADED = List.of("own/Own", "own/Calculated");

  @TempDir Path folder;

  @Test
  void fewer_doTheSame() throws Exception {
    Jar compiled = Lambdas.replacedForTarget(compile());

    String said = LambdasTest.run(compiled);
    assertThat(said)
        .startsWith("a2long")
        .contains("caught", "null deeper", "deep48", "foundspecial");
    String moved = said.replaceFirst(" deeper(\\d+) deep\\d+ call\\d+", " call$1");
    assertThat(moved).isNotEqualTo(said);
    assertThat(LambdasTest.run(fewer())).isEqualTo(moved);
  }

  /** What stays is called twice, has a handler, may be overridden, or may be looked for. */
  @Test
  void fewer_thoseThatStay() throws IOException {
    Program program = Program.of(fewer());

    assertThat(methods(program.get("own/Own")))
        .containsExactly("<init>", "call", "caught", "recursive");
    assertThat(methods(program.get("own/Pair"))).containsExactly("<init>");
    assertThat(methods(program.get("own/Looked"))).contains("lookedFor");
    assertThat(methods(program.get("own/Usual"))).containsExactly("<init>", "name");
    assertThat(methods(program.get("own/Longer"))).containsExactly("<init>", "name");
    assertThat(methods(program.get("own/Calculated"))).isEmpty();
  }

  private Jar fewer() throws IOException {
    Program program = Program.of(Lambdas.replacedForTarget(compile()));
    Opened.in(program);
    Getters.replacedIn(program);
    Unnamed.removedFrom(program);
    Inlining.doneIn(program, LOADED);
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
