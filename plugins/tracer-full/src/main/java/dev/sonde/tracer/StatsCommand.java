package dev.sonde.tracer;

import dev.sonde.api.Call;
import dev.sonde.api.Command;
import dev.sonde.api.Host;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.select.Choice;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code stats PATTERN...}: count, rate, errors and percentiles of each method, about each second.
 */
final class StatsCommand implements Command {
  static final Set<String> OPTIONS =
      Set.of(
          "for",
          "lazy",
          "when",
          "allow-calls",
          Choice.EXCEPT,
          Size.CLASSES,
          Size.METHODS,
          Ceiling.PERCENT,
          "jvm",
          "session");

  private final Host host;
  private final Engines engines;

  StatsCommand(Host host, Engines engines) {
    this.host = host;
    this.engines = engines;
  }

  @Override
  public void run(Call call) throws Exception {
    Set<String> unknown = new TreeSet<>(call.options().keySet());
    unknown.removeAll(OPTIONS);
    if (!unknown.isEmpty())
      throw new UsageException(
          "SONDE-USAGE", "expected the options " + new TreeSet<>(OPTIONS) + ", got " + unknown);
    Ceiling ceiling = Ceiling.ofOverhead(call.options(), host.overheadLimit());
    Budget budget = Budget.ofTime(call.options(), ceiling);
    Asked asked = Asked.of(Map.of());
    Wanted wanted = Wanted.of(host, call.args(), call.options(), budget, asked);
    Engine engine = engines.get();
    new Trace(engine, call, wanted, new Measures(engine.hooks())).begin();
  }
}
