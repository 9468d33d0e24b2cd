package dev.sonde.jshell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.shell.Brake;
import dev.sonde.shell.Offspring;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeavingTest {
  private static final String SOURCE =
      """
      package REPL;
      public class $JShell$1 {
        public static int sum() { int s = 0; for (int i = 0; i < 10; i++) s += i; return s; }
        public static void loop() { while (true) { } }
        public static int again(int n) { return again(n + 1); }
        public static int switching() {
          int state = 0;
          for (;;) switch (state) { case 0: state = 1; continue; case 1: continue; default: return 1; }
        }
        public static Object make() { return new Mine(3); }
        public static Runnable lambda() { int[] a = {1}; return () -> a[0]++; }
        public static void leave() { System.exit(7); }
        public static void missing() { throw new jdk.jshell.spi.SPIResolutionException(5); }
        public static class Mine { final int x; Mine(int x) { if (x > 2) { this.x = 2; return; } this.x = x; } }
      }
      """;

  @TempDir static Path folder;
  private Class<?> snippet = Object.class;

  @BeforeEach
  void load() throws Exception {
    Map<String, byte[]> files = Compiled.of(folder, "REPL/$JShell$1.java", SOURCE);
    ClassLoader loader =
        new ClassLoader(WeavingTest.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String name) {
            byte[] woven = Weaving.woven(files.get(name));
            return defineClass(name, woven, 0, woven.length);
          }
        };
    snippet = loader.loadClass("REPL.$JShell$1");
    Offspring.BORN.clear();
    Brake.left = Integer.MAX_VALUE;
  }

  @AfterEach
  void release() {
    Brake.left = Integer.MAX_VALUE;
  }

  @Test
  void snippet_doesWhatItDid() throws Throwable {
    assertThat(call("sum")).isEqualTo(45);
  }

  @Test
  void loops_andRecursion_areStopped() {
    for (String each : new String[] {"loop", "switching"}) {
      Brake.left = 1000;
      assertThatThrownBy(() -> call(each)).hasMessage("stopped");
    }
    Brake.left = 100;
    assertThatThrownBy(() -> snippet.getMethod("again", int.class).invoke(null, 1))
        .hasRootCauseMessage("stopped");
  }

  @Test
  void objectsAndLambdas_areNoted() throws Throwable {
    Object mine = call("make");
    Object lambda = call("lambda");
    assertThat(Offspring.BORN).hasSize(2);
    assertThat(Offspring.BORN.get(0)).isSameAs(mine);
    assertThat(Offspring.BORN.get(1)).isSameAs(lambda);
  }

  @Test
  void exit_andWhatIsNotDeclaredYet_areOurs() {
    assertThatThrownBy(() -> call("leave")).hasMessage("exit 7");
    assertThatThrownBy(() -> call("missing")).hasMessage("unresolved 5");
  }

  private Object call(String method) throws Throwable {
    try {
      return snippet.getMethod(method).invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
