package dev.sonde.cli;

import dev.sonde.operator.session.Receiver;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of a trace at a prompt on their way to who prints them: under the number that it has
 * there, and into its family where it has one.
 */
final class Relay implements Receiver {
  private final Job job;
  private final Jobs jobs;
  private final Receiver printer;

  Relay(Job job, Jobs jobs, Receiver printer) {
    this.job = job;
    this.jobs = jobs;
    this.printer = printer;
  }

  @Override
  public void record(Map<String, @Nullable Object> record) {
    switch (String.valueOf(record.get("kind"))) {
      case "start" -> printer.record(started(record));
      case "call" -> called(numbered(record));
      case "status" -> status(numbered(record));
      case "end" -> ended(numbered(record));
      default -> printer.record(numbered(record));
    }
  }

  private Map<String, @Nullable Object> started(Map<String, @Nullable Object> record) {
    if (record.get("limits") instanceof Map<?, ?> limits
        && limits.get("millis") instanceof Long all)
      job.last(Map.of("millisLeft", all)); // until it tells how it is doing
    int number = jobs.number(job);
    Map<String, @Nullable Object> start = numbered(record);
    if (start.containsKey("stop"))
      start.put("stop", job.background() ? "stop " + number : "Ctrl-C");
    return start;
  }

  private void called(Map<String, @Nullable Object> call) {
    job.lastCall(call);
    Family family = job.family();
    if (family == null) printer.record(call);
    else family.add(job, call, this::show);
  }

  private void show(Map<String, @Nullable Object> record) {
    printer.record(record);
    printer.pause();
  }

  /** Behind the prompt, {@code jobs} tells it; the table of {@code stats} lives by it. */
  private void status(Map<String, @Nullable Object> status) {
    job.last(status);
    if (!job.background() || "stats".equals(status.get("of"))) printer.record(status);
  }

  private void ended(Map<String, @Nullable Object> end) {
    job.last(end);
    Family family = job.family();
    if (family != null) family.ended(job);
    if (end.get("advice") instanceof String advice)
      end.put("advice", advice.replaceFirst("^more: -n ", "more " + job.number() + " "));
    printer.record(end);
  }

  private Map<String, @Nullable Object> numbered(Map<String, @Nullable Object> record) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(record);
    if (copy.containsKey("trace")) copy.put("trace", (long) job.number());
    return copy;
  }

  @Override
  public void pause() {
    printer.pause();
  }
}
