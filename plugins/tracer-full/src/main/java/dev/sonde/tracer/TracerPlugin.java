package dev.sonde.tracer;

import dev.sonde.api.Host;
import dev.sonde.api.Plugin;
import dev.sonde.tracer.link.Bridge;
import dev.sonde.tracer.select.ClassesCommand;
import dev.sonde.tracer.select.FindCommand;
import java.lang.instrument.Instrumentation;

/**
 * The tracer as a plugin: the commands {@code trace}, {@code stats}, {@code find}, {@code get} and
 * {@code classes}.
 */
public final class TracerPlugin implements Plugin {
  @Override
  public void start(Host host) throws Exception {
    Instrumentation instrumentation = host.instrumentation();
    boolean bridged = Bridge.exists();
    if (bridged) host.stays(Bridge.CLASS, Bridge.size());
    Engines engines = new Engines(host, instrumentation, bridged);
    host.command("find", new FindCommand(instrumentation, new Counting(host, engines)));
    host.command("trace", new TraceCommand(host, engines));
    host.command("stats", new StatsCommand(host, engines));
    host.command("get", new GetCommand(host));
    host.command("classes", new ClassesCommand(instrumentation));
  }
}
