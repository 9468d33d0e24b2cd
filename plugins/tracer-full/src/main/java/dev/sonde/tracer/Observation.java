package dev.sonde.tracer;

import dev.sonde.api.Events;
import dev.sonde.api.Output;
import dev.sonde.tracer.condition.Fitted;
import dev.sonde.tracer.link.Token;
import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Probe;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.select.SelectedMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trace makes of the calls of its methods. All but {@link #stop} is for {@code sonde-work}.
 */
interface Observation {
  Token token();

  /** Where records of calls go. */
  Events events(Output output);

  /** Why it cannot serve this condition; null: it can. */
  default @Nullable String misfit(Fitted condition) {
    return null;
  }

  /**
   * The probe of a method that is about to be woven.
   *
   * @param condition null: all calls are of interest
   */
  Probe probe(
      Recorder recorder,
      long trace,
      String className,
      SelectedMethod method,
      @Nullable Fitted condition);

  /** A probe that runs once, before the application comes; see {@code Rehearsal}. */
  Probe rehearsed(Recorder silent, SelectedMethod method);

  /** A method that has become part of the trace. */
  default void woven(String className, SelectedMethod method) {}

  /** From now on calls are observed. */
  default void start() {}

  /** From now on no call that begins is observed. Any thread; no lock. */
  default void stop() {}

  default Counts counts(Recorder recorder) {
    return recorder.counts();
  }

  /** How often its counts are held against the budgets; they are with each status anyway. */
  default Duration looks() {
    return Duration.ofMillis(100);
  }

  /** What makes its probes do less, as a part of an advice. */
  default String relief() {
    return "-n 100 ends sooner, -w EXPR or --sample 1/100 lets fewer calls through";
  }

  /**
   * What is known of each method, about each second, and at the end.
   *
   * @param last whether nothing more can come
   */
  default List<Map<String, Object>> rows(boolean last) {
    return List.of();
  }

  /** Changes a record of the trace into one of this kind of trace. */
  default void tell(Map<String, Object> record) {}
}
