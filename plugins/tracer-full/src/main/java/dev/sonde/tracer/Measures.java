package dev.sonde.tracer;

import dev.sonde.api.Events;
import dev.sonde.api.Output;
import dev.sonde.tracer.condition.Fitted;
import dev.sonde.tracer.link.Token;
import dev.sonde.tracer.measure.Lanes;
import dev.sonde.tracer.measure.Meter;
import dev.sonde.tracer.measure.MeterHooks;
import dev.sonde.tracer.measure.Reading;
import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Hooks;
import dev.sonde.tracer.record.Probe;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.select.SelectedMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls are counted and timed, as {@code stats} shows them; none of them is a record. */
final class Measures implements Observation {
  private static final String NAME = "dev.sonde.tracer.plan.Stage";

  private final Hooks hooks;
  private final MeterHooks meterHooks;
  private final Lanes lanes = new Lanes();
  private final Lanes stage = new Lanes();
  private final Events silence = new Silence();
  private final Map<String, Gauge> gauges = new LinkedHashMap<>();
  private final Toll toll = new Toll();
  private long trace;
  private long began = System.nanoTime();

  Measures(Hooks hooks) throws ReflectiveOperationException {
    this.hooks = hooks;
    meterHooks = new MeterHooks(hooks);
    stage.open();
    toll.measure();
  }

  @Override
  public Token token() {
    return Token.TIME;
  }

  @Override
  public Events events(Output output) {
    return silence;
  }

  @Override
  public @Nullable String misfit(Fitted condition) {
    return condition.looksBack()
        ? "a part of the condition needs arguments when the call ends, and stats keeps none until"
            + " then: separate it from duration, result and exception by 'and', or use sonde trace"
        : null;
  }

  @Override
  public Probe probe(
      Recorder recorder,
      long trace,
      String className,
      SelectedMethod method,
      @Nullable Fitted condition) {
    this.trace = trace;
    Meter meter =
        new Meter(meterHooks, lanes, recorder, className, method.name(), condition != null);
    gauge(className, method).add(meter);
    return meter;
  }

  private Gauge gauge(String className, SelectedMethod method) {
    return gauges.computeIfAbsent(
        className + "." + method.name() + method.descriptor(), key -> new Gauge(className, method));
  }

  @Override
  public Probe rehearsed(Recorder silent, SelectedMethod method) {
    return new Meter(meterHooks, stage, silent, NAME, method.name(), false);
  }

  @Override
  public void woven(String className, SelectedMethod method) {
    gauge(className, method).weave();
  }

  @Override
  public void start() {
    for (Gauge gauge : gauges.values()) gauge.start();
    began = System.nanoTime();
    lanes.open();
  }

  @Override
  public void stop() {
    lanes.close();
  }

  @Override
  public Counts counts(Recorder recorder) {
    Counts apart = recorder.counts();
    Reading sum = new Reading();
    for (Gauge gauge : gauges.values()) gauge.addTo(sum);
    return new Counts(
        apart.seen() + sum.opened(),
        sum.count(),
        0,
        0,
        0,
        0,
        apart.failed(),
        sum.open(),
        toll.nanos(sum.opened()),
        new Counts.Judged(
            apart.judged().no() + sum.dismissed() - sum.undecided(),
            apart.judged().undecided(),
            apart.judged().reason()),
        apart.held());
  }

  /** Less often than records: all tallies of all methods are summed for it. */
  @Override
  public Duration looks() {
    return Duration.ofSeconds(1);
  }

  @Override
  public String relief() {
    return "a narrower pattern or -w EXPR lets fewer calls be timed";
  }

  @Override
  public List<Map<String, Object>> rows(boolean last) {
    if (lanes.crowded()) lanes.release(this::living);
    long millis = (System.nanoTime() - began) / 1_000_000;
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Gauge gauge : gauges.values()) {
      if (!gauge.woven()) continue;
      Map<String, Object> row = last ? gauge.whole(millis) : gauge.interval();
      row.put("trace", trace);
      rows.add(row);
    }
    return rows;
  }

  /** On a JDK that does not tell, all threads count as living. */
  private @Nullable Set<Long> living() {
    try {
      return hooks.living();
    } catch (Throwable unknown) {
      return null;
    }
  }

  @Override
  public void tell(Map<String, Object> record) {
    record.put("of", "stats");
    for (String each :
        List.of(
            "values",
            "withheld",
            "callsLeft",
            "delivered",
            "dropped",
            "late",
            "skipped",
            "outside")) record.remove(each);
    if (record.containsKey("reason")) {
      Reading sum = new Reading();
      for (Gauge gauge : gauges.values()) gauge.addTo(sum);
      record.put("errors", sum.errors());
    }
  }
}
