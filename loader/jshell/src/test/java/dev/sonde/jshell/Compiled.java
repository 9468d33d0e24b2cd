package dev.sonde.jshell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Class files of a source, by the names of their classes. */
final class Compiled {
  private Compiled() {}

  static Map<String, byte[]> of(Path folder, String path, String source) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    String[] words = {"-proc:none", "-d", folder.toString(), file.toString()};
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, words) != 0)
      throw new IOException("javac failed");
    Map<String, byte[]> classes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        String name = folder.relativize(each).toString();
        if (name.endsWith(".class"))
          classes.put(
              name.substring(0, name.length() - 6).replace('/', '.'), Files.readAllBytes(each));
      }
    }
    return classes;
  }
}
