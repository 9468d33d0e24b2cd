package dev.sonde.tracer;

import dev.sonde.api.Call;
import dev.sonde.api.Host;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.condition.Condition;
import dev.sonde.tracer.select.Heat;
import dev.sonde.tracer.select.SelectedClass;
import dev.sonde.tracer.weave.Restored;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code find --rate TIME}: weaves a probe that counts and does nothing else, for which it has the
 * condition that no call holds, and takes it out again.
 */
final class Counting implements Heat {
  static final String RATE = "rate";
  private static final String NEVER = "1 == 2";
  private static final String CAPABILITY = "instrument";
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Host host;
  private final Engines engines;

  Counting(Host host, Engines engines) {
    this.host = host;
    this.engines = engines;
  }

  @Override
  public void measure(Call call, List<SelectedClass> classes, Consumer<Map<String, Double>> then)
      throws Exception {
    Duration time = Budget.time(call.options().getOrDefault(RATE, ""));
    if (time.compareTo(LONGEST) > 0)
      throw new UsageException(
          "SONDE-USAGE", "expected --rate of at most 60s, got " + call.options().get(RATE));
    if (!host.granted(CAPABILITY))
      throw new UsageException(
          "SONDE-POLICY",
          "expected the capability " + CAPABILITY + " for --rate: it weaves a counter");
    Judging never = new Judging(Condition.parse(NEVER, false), false);
    Counters counters = new Counters(engines.get(), call, Size.of(call.options()), never);
    new Round(call, counters, then).begin(classes, time);
  }

  /** One time of counting, from weaving to restoring. */
  private final class Round implements AutoCloseable {
    private final Call call;
    private final Counters counters;
    private final Consumer<Map<String, Double>> then;
    private Call.@Nullable Hold hold;
    private @Nullable AutoCloseable tick;

    Round(Call call, Counters counters, Consumer<Map<String, Double>> then) {
      this.call = call;
      this.counters = counters;
      this.then = then;
    }

    void begin(List<SelectedClass> classes, Duration time) throws UsageException {
      try {
        counters.begin(classes);
      } catch (UsageException | RuntimeException | Error refused) {
        counters.remove();
        throw refused;
      }
      hold = call.hold();
      host.own(this);
      tick = host.every(time, this::close);
      call.onCancel(this::close);
    }

    @Override
    public void close() {
      Call.Hold held = hold;
      if (held == null) return;
      hold = null;
      try {
        if (tick != null) tick.close();
        Map<String, Double> rates = counters.rates();
        Restored restored = counters.remove();
        host.removed("methods", restored.methods(), restored.verified());
        then.accept(rates);
        held.done();
      } catch (Exception | Error broken) {
        held.fail("SONDE-INTERNAL: counting ended with " + broken);
      }
    }
  }
}
