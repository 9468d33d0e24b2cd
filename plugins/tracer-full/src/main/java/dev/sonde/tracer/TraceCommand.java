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
    if (call.args().isEmpty())
      throw new UsageException(
          "SONDE-USAGE", "expected a pattern, as in com.acme.Orders::find, got none");
    Choice choice = Choice.parse(call.args(), call.options());
    Size most = Size.of(call.options());
    Budget budget = Budget.of(call.options(), host.overheadLimit());
    Sight sight = Sight.of(host, call.options());
    Judging judging = Judging.of(call.options(), sight);
    Asked asked = Asked.of(call.options());
    Observation calls = new Calls(judging);
    Trace trace =
        new Trace(engines.get(), call, choice, most, budget, sight, judging, asked, calls);
    trace.begin(call.options().containsKey("lazy"));
  }

  private static void refuseUnknown(Set<String> options) throws UsageException {
    Set<String> unknown = new TreeSet<>(options);
    unknown.removeAll(OPTIONS);
    if (!unknown.isEmpty())
      throw new UsageException(
          "SONDE-USAGE", "expected the options " + new TreeSet<>(OPTIONS) + ", got " + unknown);
  }
}
