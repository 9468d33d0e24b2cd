package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusedMembersTest {
  private static final String LIBRARY =
      """
      package lib;
      public class Lib implements Codes {
        public static final int READ_BY_NAME = 4;
        public int called() { return left(); }
        int left() { return ONE; }
        public int neverCalled() { return onlyFromThere(); }
        private int onlyFromThere() { return 2; }
        public int namedInAText() { return 3; }
        public String toString() { return "lib"; }
      }
      interface Codes { int ONE = 1; int TWO = 2; }
      """;
  private static final String OWN =
      """
      package own;
      public class Own implements java.util.concurrent.Callable<String> {
        private static final int LIMIT = 7;
        private static final Integer MADE = 8;
        int mine() { return LIMIT; }
        public String call() throws Exception {
          Object found = lib.Lib.class.getMethod("namedInAText").invoke(new lib.Lib());
          Object field = lib.Lib.class.getField("READ_BY_NAME").get(null);
          return "" + new lib.Lib().called() + found + field + MADE + new lib.Lib();
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void removedFrom_leavesWhatIsNamed_andAllMethodsOfOwnClasses() throws Exception {
    Jar left = UnusedMembers.removedFrom(compile(), "lib/");

    ClassLoader loader = LambdasTest.loaderOf(left);
    assertThat(methods(loader.loadClass("lib.Lib")))
        .containsExactlyInAnyOrder("called", "left", "namedInAText", "toString");
    assertThat(methods(loader.loadClass("own.Own"))).contains("mine");
    assertThat(fields(loader.loadClass("lib.Lib"))).containsExactly("READ_BY_NAME");
    assertThat(fields(loader.loadClass("own.Own"))).containsExactly("MADE");
  }

  @Test
  void removedFrom_interfaceOfConstants_goes() throws Exception {
    Jar left = UnusedMembers.removedFrom(compile(), "lib/");

    assertThat(left.entries()).containsOnlyKeys("lib/Lib.class", "own/Own.class");
    assertThat(LambdasTest.loaderOf(left).loadClass("lib.Lib").getInterfaces()).isEmpty();
  }

  @Test
  void removedFrom_doesTheSame() throws Exception {
    assertThat(LambdasTest.run(UnusedMembers.removedFrom(compile(), "lib/")))
        .isEqualTo(LambdasTest.run(compile()))
        .isEqualTo("1348lib");
  }

  private static List<String> methods(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (Method each : type.getDeclaredMethods()) names.add(each.getName());
    return names;
  }

  private static List<String> fields(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (Field each : type.getDeclaredFields()) names.add(each.getName());
    return names;
  }

  private Jar compile() throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(Files.writeString(folder.resolve("Lib.java"), LIBRARY));
    files.add(Files.writeString(folder.resolve("Own.java"), OWN));
    return new Javac(Jdk.current())
        .compile(17, folder.resolve("own"), files, List.of(), "-XDstringConcat=inline");
  }
}
