package dev.sonde.tracer;

import dev.sonde.api.Host;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.select.Choice;
import java.util.List;
import java.util.Map;

/**
 * What somebody wants to know of which calls, and how much that may cost.
 *
 * @param lazy whether it is right that nothing matches yet
 */
record Wanted(
    Choice choice,
    boolean lazy,
    Size most,
    Budget budget,
    Sight sight,
    Judging judging,
    Asked asked) {
  /**
   * From patterns and options.
   *
   * @throws UsageException SONDE-USAGE without any pattern, and what each part throws
   */
  static Wanted of(
      Host host, List<String> patterns, Map<String, String> options, Budget budget, Asked asked)
      throws UsageException {
    if (patterns.isEmpty())
      throw new UsageException(
          "SONDE-USAGE", "expected a pattern, as in com.acme.Orders::find, got none");
    Choice choice = Choice.parse(patterns, options);
    Size most = Size.of(options);
    Sight sight = Sight.of(host, options);
    Judging judging = Judging.of(options, sight);
    return new Wanted(choice, options.containsKey("lazy"), most, budget, sight, judging, asked);
  }
}
