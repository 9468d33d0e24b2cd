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
    // Each is made when it is run: most sessions run one, and keep no class of the others.
    host.command(
        "find", call -> new FindCommand(instrumentation, new Counting(host, engines)).run(call));
    host.command("trace", call -> new TraceCommand(host, engines).run(call));
    host.command("stats", call -> new StatsCommand(host, engines).run(call));
    host.command("get", call -> new GetCommand(host).run(call));
    host.command("classes", call -> new ClassesCommand(instrumentation).run(call));
  }
}
