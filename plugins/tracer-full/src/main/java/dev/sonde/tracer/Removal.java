package dev.sonde.tracer;

import dev.sonde.api.Events;
import dev.sonde.api.Host;
import dev.sonde.api.Output;
import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Reason;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.weave.Restored;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes a trace out of the JVM, after its slot was cleared: sites to no-op, classes restored,
 * captures under way awaited, rings drained, end record. On {@code sonde-work}.
 */
final class Removal {
  private static final long QUIET_NANOS = 500_000_000;
  private static final long FLUSH_NANOS = 2_000_000_000;
  private static final long FLUSH_STEP = 500_000;

  private final Records records;
  private final Host host;
  private final Output output;
  private final Observation observation;
  private final Recorder recorder;
  private final ProbeSet probes;
  private final @Nullable Marking marking;

  Removal(
      Records records,
      Host host,
      Output output,
      Observation observation,
      Recorder recorder,
      ProbeSet probes,
      @Nullable Marking marking) {
    this.marking = marking;
    this.records = records;
    this.host = host;
    this.output = output;
    this.observation = observation;
    this.recorder = recorder;
    this.probes = probes;
  }

  /** Takes out a trace that has never begun. */
  void undo() {
    probes.end();
    if (marking != null) marking.end();
  }

  void run(Reason reason, long millis, Advice advice) {
    Restored restored = marking == null ? probes.end() : probes.end().and(marking.end());
    host.removed("methods", restored.methods(), restored.verified());
    recorder.sever(QUIET_NANOS);
    flush();
    for (String failure : restored.failures())
      output.record(records.warning("SONDE-INTERNAL", "not restored: " + failure));
    Counts counts = observation.counts(recorder);
    for (Map<String, Object> row : observation.rows(true)) output.record(row);
    String text = advice.text(reason, counts);
    Map<String, Object> end = records.end(reason, counts, millis, restored, text);
    observation.tell(end);
    output.last(end);
  }

  private void flush() {
    long start = System.nanoTime();
    Events events = observation.events(output);
    while (!events.flushed() && System.nanoTime() - start < FLUSH_NANOS)
      LockSupport.parkNanos(FLUSH_STEP);
  }
}
