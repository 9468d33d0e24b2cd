package dev.sonde.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** What a {@code sonde.jar} would bring into this JVM: target side and tracer, in loaders of their own. */
final class Nested {
  private static final String TRACER = "sonde/repository/targets/plugins/tracer-full/";
  private static final int VIRTUAL = 21;

  private final ClassLoader target;
  private final ClassLoader tracer;

  private Nested(ClassLoader target, ClassLoader tracer) {
    this.target = target;
    this.tracer = tracer;
  }

  static Nested in(String sonde) throws IOException {
    String line = Runtime.version().feature() >= VIRTUAL ? "-jdk21.jar" : "-jdk17.jar";
    try (JarFile jar = new JarFile(new File(sonde))) {
      ClassLoader target =
          new URLClassLoader(
              new URL[] {copy(jar, "sonde/target.jar")}, ClassLoader.getPlatformClassLoader());
      Enumeration<JarEntry> all = jar.entries();
      while (all.hasMoreElements()) {
        String name = all.nextElement().getName();
        if (name.startsWith(TRACER) && name.endsWith(line))
          return new Nested(target, new URLClassLoader(new URL[] {copy(jar, name)}, target));
      }
      throw new IOException(sonde + " has no tracer for this JDK");
    }
  }

  private static URL copy(JarFile jar, String name) throws IOException {
    Path copy = Files.createTempFile("sonde-nested", ".jar");
    copy.toFile().deleteOnExit();
    try (InputStream in = jar.getInputStream(jar.getJarEntry(name))) {
      Files.copy(in, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    return copy.toUri().toURL();
  }

  /** A type of the target side, or of the plugin API. */
  Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("dev.sonde." + name, true, target);
  }

  /** A new {@code Plugin}. */
  Object plugin() throws ReflectiveOperationException {
    return Class.forName("dev.sonde.tracer.TracerPlugin", true, tracer)
        .getConstructor()
        .newInstance();
  }
}
