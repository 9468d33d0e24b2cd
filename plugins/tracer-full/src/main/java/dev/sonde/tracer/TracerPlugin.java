package dev.sonde.tracer;

import dev.sonde.api.Host;
import dev.sonde.api.Plugin;
import dev.sonde.tracer.select.FindCommand;
import java.lang.instrument.Instrumentation;

/** The tracer as a plugin: the commands {@code trace} and {@code find}. */
public final class TracerPlugin implements Plugin {
  @Override
  public void start(Host host) throws Exception {
    Instrumentation instrumentation = host.instrumentation();
    host.command("find", new FindCommand(instrumentation));
    host.command("trace", new TraceCommand(host, instrumentation));
  }
}
