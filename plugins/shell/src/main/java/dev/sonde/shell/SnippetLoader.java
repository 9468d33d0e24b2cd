package dev.sonde.shell;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The loader of all snippets of one shell, below one of the application's. */
final class SnippetLoader extends ClassLoader {
  private static final String OURS = SnippetLoader.class.getPackageName() + ".";

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  SnippetLoader(ClassLoader parent) {
    super("sonde-snippets", parent);
  }

  void add(String name, byte[] file) {
    files.put(name, file);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith(OURS)
        ? SnippetLoader.class.getClassLoader().loadClass(name)
        : super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] file = files.get(name);
    if (file == null) throw new ClassNotFoundException(name);
    return defineClass(name, file, 0, file.length);
  }

  /** Snippets find their own class files, as they do in a jshell. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] file =
        name.endsWith(".class")
            ? files.get(name.substring(0, name.length() - 6).replace('/', '.'))
            : null;
    return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
  }
}
