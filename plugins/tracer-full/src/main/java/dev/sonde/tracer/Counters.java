package dev.sonde.tracer;

import dev.sonde.api.Call;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.ProbeSet.Purpose;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.record.Unheard;
import dev.sonde.tracer.select.Left;
import dev.sonde.tracer.select.SelectedClass;
import dev.sonde.tracer.weave.Restored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Probes that count the calls of methods, and record none: a set of their own. */
final class Counters {
  private static final long QUIET_NANOS = 500_000_000;

  private final Recorder recorder;
  private final ProbeSet probes;
  private final Arming arming;
  private Map<String, Long> before = Map.of();
  private long began;

  /**
   * @param judging a condition that no call holds
   */
  Counters(Engine engine, Call call, Size most, Judging judging)
      throws UsageException, ReflectiveOperationException {
    Unheard unheard = new Unheard(call.output().events());
    Snapshot snapshot = engine.snapshot().withoutValues();
    recorder = new Recorder(engine.guard(), unheard, snapshot, unheard, Long.MAX_VALUE);
    recorder.start(Long.MAX_VALUE);
    Purpose counting = new Purpose(0, most, judging, new Calls(judging), null);
    probes = new ProbeSet(engine, counting, recorder, recorder, (loader, name, file) -> {});
    arming = probes.arming();
  }

  /**
   * @throws UsageException when it would be too much; {@link #remove} must follow all the same
   */
  void begin(List<SelectedClass> classes) throws UsageException {
    List<Left> left = new ArrayList<>();
    arming.weave(classes, left);
    before = arming.counts();
    began = System.nanoTime();
  }

  /** Calls a second since {@link #begin}, by {@link dev.sonde.tracer.select.Heat#key}. */
  Map<String, Double> rates() {
    double seconds = Math.max(1, System.nanoTime() - began) / 1e9;
    Map<String, Double> rates = new HashMap<>();
    arming.counts().forEach((key, count) -> rates.put(key, (count - before.get(key)) / seconds));
    return rates;
  }

  Restored remove() {
    recorder.stop();
    probes.off();
    Restored restored = probes.end();
    recorder.sever(QUIET_NANOS);
    return restored;
  }
}
