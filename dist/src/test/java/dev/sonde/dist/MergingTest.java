package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergingTest {
  private static final String SOURCE =
      """
      package own;
      import java.util.*;
      public class Own implements java.util.concurrent.Callable<String> {
        public String call() {
          StringBuilder said = new StringBuilder();
          said.append(First.of(1)).append(Second.of(1)).append(Second.KNOWN).append(Third.LATE);
          Point point = new Point(3, "p");
          Span span = new Span(4, "s");
          said.append(point.area()).append(span.area()).append(new Span().name()).append(point.name);
          said.append(Own.both(point)).append(Own.both(span)).append(new Point[2].length);
          try {
            Second.fails();
          } catch (IllegalStateException e) {
            StackTraceElement at = e.getStackTrace()[0];
            said.append(at.getMethodName()).append(at.getLineNumber() > 0);
          }
          return said.toString();
        }
        static String both(Point point) { return "point"; }
        static String both(Span span) { return "span"; }
      }
      final class First {
        private static final List<String> KNOWN = List.of("first");
        private First() {}
        static String of(int i) { return KNOWN.get(0) + i; }
      }
      final class Second {
        static final List<String> KNOWN = new ArrayList<>(List.of("second"));
        static { if (KNOWN.size() == 1) KNOWN.add(hidden()); else KNOWN.clear(); }
        private Second() {}
        static String of(int i) { return hidden() + i; }
        private static String hidden() { return "hidden"; }
        static void fails() { throw new IllegalStateException(); }
      }
      final class Third {
        static final String LATE = Fourth.made() + "!";
        static String of(Point point) { return "p"; }
        static String of(Span span) { return "s"; }
      }
      final class Fourth {
        static final List<String> NAMES = List.of("fourth");
        static String made() { return NAMES.get(0); }
      }
      final class Point {
        final int side;
        final String name;
        Point(int side, String name) { this.side = side; this.name = name; }
        int area() { return squared(); }
        private int squared() { return side * side; }
      }
      final class Span {
        private final String name;
        final int width;
        long more = 7;
        Span() { this(1, "none"); }
        Span(int width, String name) { this.width = width; this.name = name; }
        String name() { return name; }
        long area() { return squared() - width * width + width + more; }
        private int squared() { return width * width; }
      }
      class Judged { static boolean is(Object o) { return o instanceof Asked; } }
      final class Asked {}
      final class Told { public String toString() { return "told"; } }
      final class Run implements Runnable { public void run() {} }
      class Wide {}
      final class Narrow extends Wide {}
      final class Round { static final int A = Trip.B + 1; static int one() { return 1; } static { one(); } }
      final class Trip { static final int B = Round.one() + Round.A; }
      final class Recorded { static void note() { new jdk.jfr.Recording().close(); } }
      """;
  private static final List<String> LOADED =
      List.of(
              "First",
              "Second",
              "Third",
              "Fourth",
              "Point",
              "Span",
              "Asked",
              "Told",
              "Run",
              "Wide",
              "Narrow",
              "Round",
              "Trip",
              "Recorded",
              "Own",
              "Missing")
          .stream()
          .map(name -> "own/" + name)
          .toList();

  @TempDir Path folder;

  @Test
  void merged_doesTheSame_butForNamesInStackTraces() throws Exception {
    Jar compiled = compile(SOURCE);

    Jar merged = merged(compiled, LOADED);

    String said = LambdasTest.run(compiled);
    assertThat(said).isEqualTo("first1hidden1[second, hidden]fourth!911noneppointspan2failstrue");
    assertThat(LambdasTest.run(merged)).isEqualTo(said.replace("fails", "fails$Second"));
  }

  @Test
  void merged_thoseAreOneThatNobodyTellsApart() throws IOException {
    Jar merged = merged(compile(SOURCE), LOADED);

    assertThat(merged.entries().get(Merging.LIST))
        .asString()
        .contains("dev/sonde/target/Merged1 = ")
        .contains(" own/First", " own/Second", " own/Third", " own/Fourth")
        .contains(" own/Span")
        .doesNotContain("Asked", "Told", "Run", "Wide", "Narrow", "Recorded", "Own", "Missing");
  }

  /** The overload in {@code Own} would else be two methods of one name and type. */
  @Test
  void merged_typesThatTellOverloadsApart_stayApart() throws IOException {
    Jar merged = merged(compile(SOURCE), LOADED);

    assertThat(merged.entries())
        .containsKey("own/Point.class")
        .doesNotContainKey("own/First.class");
  }

  @Test
  void merged_startsInTheOrderInWhichTheyNeedEachOther() throws IOException {
    Program program = Program.of(compile(SOURCE));

    List<String> order =
        new StartOrder(program).of(List.of("own/Third", "own/Fourth", "own/Round", "own/Trip"));

    assertThat(order).containsExactly("own/Fourth", "own/Third");
  }

  @Test
  void merged_otherJarsClasses_arePassedOver() throws IOException {
    Jar compiled = compile(SOURCE);

    Jar merged = merged(compiled, List.of("other/First"));

    assertThat(merged.entries().keySet()).containsAll(compiled.entries().keySet());
    assertThat(merged.entries().get(Merging.LIST)).isEmpty();
  }

  /** A name in the list that no jar has is one that was forgotten when a class was renamed. */
  @Test
  void plainTrace_namesClassesThatExist() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    for (String each : PlainTrace.loaded()) {
      if (each.contains("/asm/") || each.contains("$")) continue;
      List<String> modules =
          List.of("loader/target", "loader/wire", "loader/json", "plugins/tracer-full");
      assertThat(modules)
          .as(each)
          .anyMatch(
              module -> Files.exists(root.resolve(module + "/src/main/java/" + each + ".java")));
    }
  }

  private static Jar merged(Jar jar, List<String> loaded) {
    Program program = Program.of(jar);
    Opened.in(program);
    return Merging.merged(program, loaded, Set.of());
  }

  private Jar compile(String source) throws IOException {
    Path file = Files.writeString(folder.resolve("Own.java"), source);
    return new Javac(Jdk.current())
        .compile(17, folder.resolve("own"), List.of(file), List.of(), "-XDstringConcat=inline");
  }
}
