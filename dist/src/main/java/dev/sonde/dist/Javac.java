package dev.sonde.dist;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * The compiler of one JDK: in this process if it is the JDK that runs the build, else a process of
 * its own.
 */
record Javac(Jdk jdk) {
  /**
   * Compiles sources into a folder that is emptied first, and gives what came out; any warning
   * fails the build.
   */
  Jar compile(int release, Path output, List<Path> sources, List<Path> classPath, String... options)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("--release", "" + release, "-proc:none", "-Xlint:all,-options", "-Werror"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-cp", joined(classPath), "-d", output.toString()));
    sources.forEach(source -> arguments.add(source.toString()));
    Folders.delete(output);
    Files.createDirectories(output);
    if (jdk.isCurrent()) {
      compileHere(arguments);
    } else {
      compileThere(arguments);
    }
    return Jar.ofFolder(output);
  }

  private static String joined(List<Path> classPath) {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static void compileHere(List<String> arguments) {
    StringWriter messages = new StringWriter();
    PrintWriter out = new PrintWriter(messages);
    int exit =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(out, out, arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException("javac " + String.join(" ", arguments) + "\n" + messages);
    }
  }

  private void compileThere(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(jdk.home().resolve("bin/javac").toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String messages = new String(process.getInputStream().readAllBytes());
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + "\n" + messages);
      }
    } catch (InterruptedException e) {
      process.destroy();
      throw new IllegalStateException("Interrupted while javac ran", e);
    }
  }
}
