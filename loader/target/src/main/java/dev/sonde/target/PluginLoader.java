package dev.sonde.target;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The loader of one plugin: its jar's bytes, the JDK, and of Sonde the plugin API alone. It never
 * sees the application.
 */
final class PluginLoader extends ClassLoader {
  private static final String API = "dev.sonde.api.";

  private static final String AHEAD = "META-INF/sonde-ahead/";
  private static final int MOST_AHEAD = 512;

  static {
    registerAsParallelCapable(); // two threads load at once
  }

  private final Entries entries;

  /**
   * @param name tells this loader from all others in stack traces, for the removal report
   */
  PluginLoader(String name, Entries entries) {
    super(name, ClassLoader.getPlatformClassLoader());
    this.entries = entries;
  }

  /**
   * Loads the classes that the jar lists for a command; to load a class runs nothing of it. What
   * fails here fails again, and is told, where it is needed.
   */
  void loadAhead(String command) {
    byte[] list = entries.get(AHEAD + command);
    if (list == null) return;
    String names = new String(list, StandardCharsets.UTF_8);
    int from = 0;
    try {
      for (int i = 0, to; i < MOST_AHEAD && (to = names.indexOf('\n', from)) > 0; i++) {
        loadClass(names.substring(from, to));
        from = to + 1;
      }
    } catch (ClassNotFoundException | LinkageError | RuntimeException later) {
      return;
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith(API)
        ? PluginLoader.class.getClassLoader().loadClass(name)
        : super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = entries.get(name.replace('.', '/') + ".class");
    if (bytes == null) throw new ClassNotFoundException(name);
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = entries.get(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }
}
