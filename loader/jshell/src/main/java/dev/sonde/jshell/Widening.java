package dev.sonde.jshell;

import java.io.File;
import java.lang.reflect.Field;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /env --class-path} names comes after the application's classes, and not in their
 * place. jshell asks for an execution control when its options are complete and nothing has been
 * compiled; they are a list of the {@code JShell} that it works for.
 */
final class Widening {
  private static final String OPTION = "--class-path";

  private final ExecutionEnv environment;

  Widening(ExecutionEnv environment) {
    this.environment = environment;
  }

  /**
   * @return whether the compiler sees this path
   */
  boolean by(String path) {
    if (path.isEmpty()) return true;
    List<Object> options = options();
    int at = options == null ? -1 : options.indexOf(OPTION) + 1;
    if (options == null || at == 0 || at >= options.size()) return false;
    String named = String.valueOf(options.get(at));
    if (named.equals(path) || named.startsWith(path + File.pathSeparator)) return true;
    try {
      options.set(at, path + File.pathSeparator + named);
      return true;
    } catch (UnsupportedOperationException fixed) {
      return false;
    }
  }

  /** Null where this JDK has it elsewhere. */
  @SuppressWarnings("unchecked") // only texts are put there
  private @Nullable List<Object> options() {
    JShell jshell = Sources.jshell(environment);
    if (jshell == null) return null;
    try {
      Field field = JShell.class.getDeclaredField("extraCompilerOptions");
      if (!field.trySetAccessible()) return null;
      return field.get(jshell) instanceof List<?> list ? (List<Object>) list : null;
    } catch (ReflectiveOperationException elsewhere) {
      return null;
    }
  }
}
