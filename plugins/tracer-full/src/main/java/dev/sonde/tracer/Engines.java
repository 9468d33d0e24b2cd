package dev.sonde.tracer;

import dev.sonde.api.Host;
import dev.sonde.api.UsageException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The engine of a session, made when it is first needed: a target in which only {@code find} ran
 * keeps no bridge. On {@code sonde-work}.
 */
final class Engines {
  private final Host host;
  private final Instrumentation instrumentation;
  private final boolean told;
  private @Nullable Engine engine;

  /**
   * @param told whether the host knows already that the bridge stays
   */
  Engines(Host host, Instrumentation instrumentation, boolean told) {
    this.host = host;
    this.instrumentation = instrumentation;
    this.told = told;
  }

  Engine get() throws UsageException, ReflectiveOperationException {
    if (engine == null) engine = new Engine(host, instrumentation, told);
    return engine;
  }
}
