package dev.sonde.dist;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The classes of other people's jars, read only when asked for. */
final class Libraries implements Closeable {
  private final List<JarFile> jars = new ArrayList<>();
  private final Map<String, JarFile> jarOfClass = new HashMap<>();

  Libraries(List<Path> files) throws IOException {
    for (Path file : files) {
      JarFile jar = new JarFile(file.toFile(), false);
      jars.add(jar);
      jar.stream()
          .map(JarEntry::getName)
          .filter(Libraries::isPlainClass)
          .forEach(name -> jarOfClass.putIfAbsent(name, jar));
    }
  }

  private static boolean isPlainClass(String entry) {
    return entry.endsWith(".class")
        && !entry.startsWith("META-INF/")
        && !entry.endsWith("-info.class");
  }

  boolean has(String internalName) {
    return jarOfClass.containsKey(internalName + ".class");
  }

  byte[] get(String internalName) {
    String entry = internalName + ".class";
    JarFile jar = jarOfClass.get(entry);
    if (jar == null) {
      throw new IllegalArgumentException("No library has the class " + internalName);
    }
    try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file beside a class, which no jar's class path would find by itself. */
  byte[] resource(String internalName, String file) {
    JarFile jar = jarOfClass.get(internalName + ".class");
    String entry = internalName.substring(0, internalName.lastIndexOf('/') + 1) + file;
    if (jar == null || jar.getEntry(entry) == null)
      throw new IllegalArgumentException("No library has the file " + entry);
    try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path jarOf(String internalName) {
    return Path.of(jarOfClass.get(internalName + ".class").getName());
  }

  @Override
  public void close() throws IOException {
    for (JarFile jar : jars) {
      jar.close();
    }
  }
}
