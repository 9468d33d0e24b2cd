package dev.sonde.target;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The loader of one plugin: its jar's bytes, the JDK, and of Sonde the plugin API alone. It never
 * sees the application.
 */
final class PluginLoader extends ClassLoader {
  private static final String API = "dev.sonde.api.";

  private final Entries entries;

  /**
   * @param name tells this loader from all others in stack traces, for the removal report
   */
  PluginLoader(String name, Entries entries) {
    super(name, ClassLoader.getPlatformClassLoader());
    this.entries = entries;
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
