package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.VerifiedRelease;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A newer Sonde in this process, in a class loader of its own, from the bytes that were verified.
 * It finds {@link #MARK} among its resources, and hands over to nobody.
 */
final class Successor extends ClassLoader {
  /** An entry that no {@code sonde.jar} has. Its name and meaning can never change. */
  static final String MARK = "sonde/handed-over";

  private final Map<String, byte[]> entries;

  private Successor(VerifiedRelease release) {
    super("sonde-" + release.version(), getPlatformClassLoader());
    this.entries = release.entries();
  }

  /** Runs its command line, which ends the process. */
  static void main(HandOver handOver, String[] args, Terminal terminal) {
    call(handOver, "dev.sonde.Main", "main", String[].class, args, terminal);
  }

  /** Runs its entry for consoles. */
  static @Nullable Object console(HandOver handOver, Object[] args, Terminal terminal) {
    return call(handOver, "dev.sonde.cli.Console", "run", Object[].class, args, terminal);
  }

  static @Nullable Object call(
      HandOver handOver,
      String type,
      String method,
      Class<?> parameter,
      Object argument,
      Terminal terminal) {
    announce(handOver, terminal);
    return new Successor(handOver.release()).call(type, method, parameter, argument);
  }

  private static void announce(HandOver handOver, Terminal terminal) {
    terminal.note(
        "sonde "
            + handOver.release().version()
            + " is listed and verified, and runs in place of "
            + Build.read().version()
            + "; --stay or SONDE_STAY=1 keeps that");
  }

  private @Nullable Object call(String type, String method, Class<?> parameter, Object argument) {
    try {
      return loadClass(type).getMethod(method, parameter).invoke(null, argument);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      if (e.getCause() instanceof Error cause) throw cause;
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      String text = getName() + " has no way in (" + e + "); --stay runs without it";
      throw new SondeException(ErrorId.IDENTITY, text, e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = entries.get(name.replace('.', '/') + ".class");
    if (bytes == null) throw new ClassNotFoundException(name);
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = name.equals(MARK) ? new byte[0] : entries.get(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }
}
