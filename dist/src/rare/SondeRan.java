package java.lang;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Whom methods tell that they run; it writes them to {@code -Dsonde.told} when the JVM ends. */
public final class SondeRan {
  private static final Set<String> RAN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(SondeRan::write));
  }

  private SondeRan() {}

  public static void ran(String method) {
    if (!RAN.contains(method)) RAN.add(method);
  }

  private static void write() {
    try {
      Files.write(Path.of(System.getProperty("sonde.told")), new TreeSet<>(RAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
