package dev.sonde.jshell;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Where jshell's tool finds the session that its user has opened: it takes an execution engine by
 * name, as in {@code sonde:id(1)}, and makes an object of this class for it.
 */
public final class TargetControlProvider implements ExecutionControlProvider {
  private static final String ID = "id";
  private static final AtomicInteger LAST = new AtomicInteger();
  private static final Map<String, Function<ExecutionEnv, ExecutionControl>> OPEN =
      new ConcurrentHashMap<>();

  /** For jshell. */
  public TargetControlProvider() {}

  /** What jshell is to be told. */
  static String open(Function<ExecutionEnv, ExecutionControl> controls) {
    String id = Integer.toString(LAST.incrementAndGet());
    OPEN.put(id, controls);
    return "sonde:" + ID + "(" + id + ")";
  }

  static void close(String spec) {
    OPEN.keySet().removeIf(id -> spec.endsWith("(" + id + ")"));
  }

  @Override
  public String name() {
    return "sonde";
  }

  @Override
  public Map<String, String> defaultParameters() {
    return Map.of(ID, "");
  }

  @Override
  public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
    Function<ExecutionEnv, ExecutionControl> controls = OPEN.get(parameters.get(ID));
    if (controls == null) throw new IllegalStateException("expected a shell of Sonde that is open");
    return controls.apply(environment);
  }
}
