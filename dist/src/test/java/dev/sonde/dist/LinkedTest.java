package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * Whether the jars that go into a target hang together, after all that was done to their classes:
 * the JVM verifies each class, and each member that any of them names is there, may be used, and is
 * static where it is used as one. Rare ways through them are so held, too.
 */
class LinkedTest {
  private static final Path JARS = Path.of("target/jars");

  @Test
  void targetJar_withEachPlugin_isWhole() throws IOException {
    List<Path> plugins =
        Folders.files(JARS).stream()
            .filter(jar -> jar.toString().matches(".*-jdk(17|" + later() + ")\\.jar"))
            .toList();
    assertThat(plugins).hasSizeGreaterThanOrEqualTo(3);
    for (Path plugin : plugins) {
      SortedMap<String, byte[]> classes = classes(JARS.resolve("target.jar"));
      classes.putAll(classes(plugin));
      assertThat(classes).hasSizeGreaterThan(60);
      assertThat(notVerified(classes)).as(plugin + ": refused by the JVM").isEmpty();
      assertThat(Links.broken(classes)).as(plugin + ": names what is not there").isEmpty();
    }
  }

  /** Lines that this JVM can load. */
  private static String later() {
    return Runtime.version().feature() >= 21 ? "21" : "17";
  }

  /** To ask for its methods links a class, which verifies it, and does not start it. */
  private static List<String> notVerified(SortedMap<String, byte[]> classes) {
    ClassLoader loader =
        new ClassLoader(ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name.replace('.', '/'));
            if (bytes == null) throw new ClassNotFoundException(name);
            return defineClass(name, bytes, 0, bytes.length);
          }
        };
    List<String> refused = new ArrayList<>();
    for (String each : classes.keySet())
      try {
        Class.forName(each.replace('/', '.'), false, loader).getDeclaredMethods();
      } catch (LinkageError | ClassNotFoundException e) {
        refused.add(each + ": " + e);
      }
    return refused;
  }

  private static SortedMap<String, byte[]> classes(Path file) throws IOException {
    SortedMap<String, byte[]> classes = new TreeMap<>();
    try (JarFile jar = new JarFile(file.toFile())) {
      for (JarEntry each : Collections.list(jar.entries()))
        if (each.getName().endsWith(".class"))
          classes.put(
              each.getName().replace(".class", ""), jar.getInputStream(each).readAllBytes());
    }
    return classes;
  }
}
