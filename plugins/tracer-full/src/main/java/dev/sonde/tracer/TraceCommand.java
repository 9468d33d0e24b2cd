package dev.sonde.tracer;

import dev.sonde.api.Call;
import dev.sonde.api.Command;
import dev.sonde.api.Host;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.select.Choice;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code trace PATTERN...}: one record for each call, until a budget is used up or somebody stops
 * it.
 */
final class TraceCommand implements Command {
  static final Set<String> OPTIONS =
      Set.of(
          "limit",
          "for",
          "lazy",
          "reveal",
          "when",
          "allow-calls",
          "capture",
          Choice.EXCEPT,
          Size.CLASSES,
          Size.METHODS,
          "stack",
          "sample",
          "rate",
          "inside",
          Ceiling.PERCENT,
          Ceiling.EVENTS,
          Ceiling.EVALUATIONS,
          Ceiling.MEMORY,
          "jvm",
          "session");

  private final Host host;
  private final Engines engines;

  TraceCommand(Host host, Engines engines) {
    this.host = host;
    this.engines = engines;
  }

  @Override
  public void run(Call call) throws Exception {
    refuseUnknown(call.options().keySet());
    Budget budget = Budget.of(call.options(), host.overheadLimit());
    Asked asked = Asked.of(call.options());
    Wanted wanted = Wanted.of(host, call.args(), call.options(), budget, asked);
    new Trace(engines.get(), call, wanted, new Calls(wanted.judging())).begin();
  }

  private static void refuseUnknown(Set<String> options) throws UsageException {
    Set<String> unknown = new TreeSet<>(options);
    unknown.removeAll(OPTIONS);
    if (!unknown.isEmpty())
      throw new UsageException(
          "SONDE-USAGE", "expected the options " + new TreeSet<>(OPTIONS) + ", got " + unknown);
  }
}
