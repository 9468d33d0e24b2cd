package dev.sonde.tracer.select;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import org.jspecify.annotations.Nullable;

/** The class files of loaded classes, as their loaders show them. */
public final class ClassBytes {
  private ClassBytes() {}

  /** Null where a loader has no file to show, as for classes made at run time. */
  public static byte @Nullable [] of(Class<?> type) {
    String path = type.getName().replace('.', '/') + ".class";
    try (InputStream in = open(type, path)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException | RuntimeException | LinkageError unreadable) {
      return null;
    }
  }

  private static @Nullable InputStream open(Class<?> type, String path) throws IOException {
    ClassLoader loader = type.getClassLoader();
    if (loader == null) return type.getModule().getResourceAsStream(path);
    URL url = loader.getResource(path);
    return url == null ? loader.getResourceAsStream(path) : uncached(url);
  }

  /**
   * With the cache of jar URLs the application would keep one more open file for each jar that was
   * looked into.
   */
  private static InputStream uncached(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }
}
