package dev.sonde.cli;

import dev.sonde.cli.text.CallTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Traces of which one looks at the callers of another: their calls are shown inside one another.
 * Each trace's calls come in order, but two traces' do not among themselves: a call settles for a
 * moment, and then waits for the one around it, but not for long.
 */
final class Family {
  private static final long SETTLES_NANOS = 200_000_000;
  private static final long WAITS_NANOS = 2_000_000_000;

  private record Waiting(Job job, Map<String, @Nullable Object> call, long end, long arrived) {}

  private final Map<Job, Integer> levels = new LinkedHashMap<>();
  private final Set<Job> done = new HashSet<>();
  private final Map<Long, Consumer<Map<String, @Nullable Object>>> printers = new LinkedHashMap<>();
  private final ArrayDeque<Waiting> settling = new ArrayDeque<>();
  private final CallTree trees = new CallTree();
  private long lastEnd;
  private long lastArrived;

  /** A trace of callers of another one of the family; the first one has none. */
  synchronized void add(Job job, @Nullable Job of) {
    levels.put(job, of == null ? 0 : levels.getOrDefault(of, 0) + 1);
  }

  /** A call has ended. */
  synchronized void add(
      Job job,
      Map<String, @Nullable Object> call,
      Consumer<Map<String, @Nullable Object>> printer) {
    done.remove(job);
    printers.put((long) job.number(), printer);
    long end = number(call, "startNanos") + number(call, "durationNanos");
    lastEnd = end;
    lastArrived = System.nanoTime();
    settling.add(new Waiting(job, call, end, lastArrived));
  }

  /** Shows what is due. */
  synchronized void tick(long now) {
    settle(now - SETTLES_NANOS);
    show(trees.before(lastEnd + (now - lastArrived) - SETTLES_NANOS - WAITS_NANOS));
  }

  /** No more calls come of this one. */
  synchronized void ended(Job job) {
    settle(System.nanoTime());
    boolean outermost = isOutermost(job);
    done.add(job);
    if (outermost) show(trees.rest());
  }

  /** In the order in which they ended, so that inner calls come first. */
  private void settle(long until) {
    List<Waiting> due = new ArrayList<>();
    while (!settling.isEmpty() && settling.element().arrived - until <= 0)
      due.add(settling.remove());
    due.sort(Comparator.comparingLong(each -> each.end - lastEnd));
    for (Waiting each : due)
      show(trees.add(each.call, !isOutermost(each.job) || number(each.call, "depth") > 0));
  }

  private boolean isOutermost(Job job) {
    int level = levels.getOrDefault(job, 0);
    return levels.entrySet().stream()
        .noneMatch(each -> each.getValue() > level && !done.contains(each.getKey()));
  }

  private void show(List<Map<String, @Nullable Object>> all) {
    for (Map<String, @Nullable Object> tree : all) {
      Consumer<Map<String, @Nullable Object>> printer = printers.get(number(tree, "trace"));
      if (printer != null) printer.accept(alone(tree));
    }
  }

  /** A call with none inside is shown as any other. */
  private static Map<String, @Nullable Object> alone(Map<String, @Nullable Object> tree) {
    if (!(tree.get("root") instanceof Map<?, ?> root)
        || !(root.get("inner") instanceof List<?> inner)
        || !inner.isEmpty()) return tree;
    Map<String, @Nullable Object> call = new LinkedHashMap<>();
    call.put("v", 1);
    call.put("kind", "call");
    call.put("trace", tree.get("trace"));
    root.forEach((key, value) -> call.put(String.valueOf(key), value));
    call.keySet().removeAll(List.of("ownNanos", "share", "inner"));
    return call;
  }

  private static long number(Map<String, @Nullable Object> record, String key) {
    return record.get(key) instanceof Number number ? number.longValue() : 0;
  }
}
