package dev.sonde.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/**
 * A JVM with many loaded classes, each with one method to trace, and nothing to do. The source is
 * made up here and compiled into a folder: each class file is one of its own, as in an application.
 */
final class Many implements AutoCloseable {
  private static final String CLASS =
      """
      final class %s {
        private int state;
        static int work(int x, String name) {
          int sum = name.length();
          for (int i = 0; i < x; i++) sum += i * %d;
          if (sum == 42) throw new IllegalStateException(name);
          return new %s().other(sum);
        }
        int other(int y) { state += y; return state; }
      }
      """;

  private static final String MAIN =
      """
      final class Main {
        public static void main(String[] words) throws Exception {
          for (String name : words[0].split(","))
            Class.forName("many." + name).getDeclaredMethod("work", int.class, String.class)
                .invoke(null, 3, "x");
          System.out.println("READY");
          while (System.in.read() >= 0) continue;
        }
      }
      """;

  private final Process process;

  private Many(Process process) {
    this.process = process;
  }

  /** The first ten classes are called {@code Few}, the others {@code Most}, and a number. */
  static Many start(Path home, int count) throws IOException {
    Path folder = Files.createTempDirectory("sonde-many");
    StringBuilder source = new StringBuilder("package many;\n").append(MAIN);
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String name = (i < 10 ? "FewC" : "MostC") + i;
      source.append(CLASS.formatted(name, i, name));
      names.append(i == 0 ? "" : ",").append(name);
    }
    Path file = Files.writeString(folder.resolve("Main.java"), source);
    String[] words = {"-g", "--release", "17", "-d", folder.toString(), file.toString()};
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, words) != 0)
      throw new IOException("expected that " + file + " compiles");
    return run(home, folder, names.toString());
  }

  private static Many run(Path home, Path folder, String names) throws IOException {
    String java = home.resolve("bin/java").toString();
    List<String> command =
        List.of(java, "-Xmx512m", "-XX:+EnableDynamicAgentLoading", "-cp", folder.toString());
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
    builder.command().addAll(List.of("many.Main", names));
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader said = process.inputReader();
    if (!"READY".equals(said.readLine())) throw new IOException("the application is not ready");
    return new Many(process);
  }

  long pid() {
    return process.pid();
  }

  /** What means the methods of ten classes, or those of all. */
  String pattern(int methods) {
    return methods == 10 ? "many.Few*::work" : "many.*C*::work";
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }
}
