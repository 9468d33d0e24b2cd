package dev.sonde.tracer;

import dev.sonde.tracer.measure.Histogram;
import dev.sonde.tracer.measure.Meter;
import dev.sonde.tracer.measure.Reading;
import dev.sonde.tracer.select.SelectedMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code stats} says of one method, in all classes of its name: a class that was loaded again
 * goes on where the earlier one ended.
 */
final class Gauge {
  final String className;
  final SelectedMethod method;
  private final List<Meter> meters = new ArrayList<>();
  private Reading last = new Reading();
  private long at = System.nanoTime();
  private boolean woven;

  Gauge(String className, SelectedMethod method) {
    this.className = className;
    this.method = method;
  }

  void add(Meter meter) {
    meters.add(meter);
  }

  void weave() {
    woven = true;
  }

  boolean woven() {
    return woven;
  }

  void start() {
    at = System.nanoTime();
  }

  void addTo(Reading sum) {
    for (Meter meter : meters) meter.addTo(sum);
  }

  private Reading read() {
    Reading sum = new Reading();
    addTo(sum);
    return sum;
  }

  /** The whole run, and the time since the last interval. */
  Map<String, Object> interval() {
    long now = System.nanoTime();
    Reading reading = read();
    Map<String, Object> row = row(reading);
    Histogram since = reading.durations().since(last.durations());
    double seconds = Math.max(1, now - at) / 1e9;
    Map<String, Object> interval = new LinkedHashMap<>();
    interval.put("millis", Math.round(seconds * 1000));
    interval.put("count", since.count());
    interval.put("rate", rate(since.count(), seconds));
    interval.put("errors", reading.errors() - last.errors());
    percentiles(interval, since, Math.min(since.percentile(100), reading.max()));
    row.put("interval", interval);
    last = reading;
    at = now;
    return row;
  }

  /** The whole run, of so many milliseconds. */
  Map<String, Object> whole(long millis) {
    Reading reading = read();
    Map<String, Object> row = row(reading);
    row.put("millis", millis);
    row.put("rate", rate(reading.count(), Math.max(1, millis) / 1e3));
    row.put("final", true);
    return row;
  }

  private Map<String, Object> row(Reading reading) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("v", 1);
    row.put("kind", "stats");
    row.put("class", className);
    row.put("method", method.name());
    row.put("descriptor", method.descriptor());
    row.put("at", System.currentTimeMillis());
    row.put("count", reading.count());
    row.put("errors", reading.errors());
    row.put("open", reading.open());
    percentiles(row, reading.durations(), reading.max());
    return row;
  }

  private static void percentiles(Map<String, Object> row, Histogram durations, long max) {
    row.put("p50Nanos", Math.min(durations.percentile(50), max));
    row.put("p90Nanos", Math.min(durations.percentile(90), max));
    row.put("p99Nanos", Math.min(durations.percentile(99), max));
    row.put("maxNanos", max);
  }

  private static double rate(long count, double seconds) {
    return Math.round(count / seconds * 10) / 10.0;
  }
}
