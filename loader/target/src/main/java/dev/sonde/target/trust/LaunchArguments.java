package dev.sonde.target.trust;

import dev.sonde.api.UsageException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this JVM was started with, as the JVM itself keeps it: the command line, argument files,
 * JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS and _JAVA_OPTIONS. {@code System.setProperty} does not reach
 * it.
 */
final class LaunchArguments {
  /** What {@code RuntimeMXBean.getInputArguments} tells too, but in java.base. */
  private static final String KEEPER = "jdk.internal.misc.VM";

  private static final String POLICY = "-Dsonde.policy=";

  private LaunchArguments() {}

  /**
   * The policies named at launch, each of them: a later one does not take an earlier one's place.
   *
   * @throws UsageException if this JVM does not tell
   */
  static List<String> policies(@Nullable Instrumentation instrumentation) throws UsageException {
    return named(all(instrumentation));
  }

  /**
   * @param arguments null, as the JVM says it, for none
   */
  static List<String> named(String @Nullable [] arguments) {
    List<String> policies = new ArrayList<>();
    for (String each : arguments == null ? new String[0] : arguments)
      if (each.startsWith(POLICY)) policies.add(each.substring(POLICY.length()));
    return policies;
  }

  private static String @Nullable [] all(@Nullable Instrumentation instrumentation)
      throws UsageException {
    try {
      Class<?> keeper = Class.forName(KEEPER);
      if (instrumentation != null) export(keeper, instrumentation);
      Method getter = keeper.getMethod("getRuntimeArguments");
      return (String @Nullable []) getter.invoke(null);
    } catch (ReflectiveOperationException | UnsupportedOperationException unknown) {
      throw new UsageException(
          "SONDE-POLICY",
          "expected this JVM to tell the arguments of its launch, where a policy may be named: "
              + unknown
              + "; nothing is loaded into such a JVM");
    }
  }

  /** To the loader of this session alone, and gone with it. */
  private static void export(Class<?> keeper, Instrumentation instrumentation) {
    Module reader = LaunchArguments.class.getModule();
    if (keeper.getModule().isExported(keeper.getPackageName(), reader)) return;
    instrumentation.redefineModule(
        keeper.getModule(),
        Set.of(),
        Map.of(keeper.getPackageName(), Set.of(reader)),
        Map.of(),
        Set.of(),
        Map.of());
  }
}
