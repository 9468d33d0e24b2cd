package dev.sonde.tracer;

import dev.sonde.tracer.condition.Condition;
import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Reason;
import dev.sonde.tracer.select.Left;
import dev.sonde.tracer.select.Param;
import dev.sonde.tracer.weave.Restored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of a trace that are not calls. A list that would not fit into a record ends early;
 * the counts beside it are whole.
 */
final class Records {
  /** A record has 64 KiB. */
  private static final int WOVEN_CHARACTERS = 40_000;

  private static final int LEFT_CHARACTERS = 10_000;
  private static final int MOST_REASON = 500;

  private final long trace;
  private final @Nullable Condition condition;

  Records(long trace, @Nullable Condition condition) {
    this.trace = trace;
    this.condition = condition;
  }

  /**
   * @param session how the operator knows this JVM, which may have another pid there, and the
   *     session
   */
  Map<String, Object> start(
      List<Arming.Armed> armed, Arming arming, List<Left> left, Wanted wanted, String session) {
    Map<String, Object> record = woven("start", armed, arming, left);
    record.put("limits", wanted.budget().limits());
    wanted.sight().tell(record);
    if (condition != null) record.put("condition", condition.source());
    List<String> notes = new ArrayList<>(arming.notes());
    notes.addAll(wanted.asked().notes());
    if (!notes.isEmpty()) record.put("notes", notes);
    record.put("stop", "sonde stop " + session);
    return record;
  }

  /** Classes that were loaded later are woven now. */
  Map<String, Object> later(List<Arming.Armed> armed, Arming arming, List<Left> left) {
    return woven("woven", armed, arming, left);
  }

  Map<String, Object> status(Counts counts, double overhead, long millisLeft, long callsLeft) {
    Map<String, Object> record = record("status");
    record.put("seen", counts.seen());
    record.put("matched", counts.matched());
    record.put("delivered", counts.delivered());
    record.put("dropped", counts.dropped());
    record.put("skipped", counts.skipped());
    if (counts.outside() > 0) record.put("outside", counts.outside());
    record.put("failed", counts.failed());
    if (condition != null) record.put("condition", judged(counts));
    record.put("overhead", overhead);
    record.put("millisLeft", millisLeft);
    if (callsLeft != Budget.UNLIMITED) record.put("callsLeft", callsLeft);
    return record;
  }

  /** How the trace ended: its last record. */
  Map<String, Object> end(
      Reason reason, Counts counts, long millis, Restored restored, @Nullable String advice) {
    Map<String, Object> record = record("end");
    record.put("reason", reason.name());
    record.put("seen", counts.seen());
    record.put("matched", counts.matched());
    record.put("delivered", counts.delivered());
    record.put("dropped", counts.dropped());
    record.put("late", counts.late());
    record.put("skipped", counts.skipped());
    if (counts.outside() > 0) record.put("outside", counts.outside());
    if (condition != null) record.put("condition", judged(counts));
    record.put("failed", counts.failed());
    record.put("open", counts.open());
    record.put("overhead", share(counts.spentNanos(), millis));
    record.put("millis", millis);
    Map<String, Object> removed = new LinkedHashMap<>();
    removed.put("methods", restored.methods());
    removed.put("ok", restored.verified());
    record.put("removed", removed);
    if (advice != null) record.put("advice", advice);
    return record;
  }

  /** Of one core, from the first to the last call. */
  private static double share(long spentNanos, long millis) {
    return Math.round(spentNanos / 100.0 / Math.max(1, millis)) / 10_000.0;
  }

  private static Map<String, Object> judged(Counts counts) {
    Map<String, Object> judged = new LinkedHashMap<>();
    judged.put("false", counts.judged().no());
    judged.put("failed", counts.judged().undecided());
    String reason = counts.judged().reason();
    if (reason != null) judged.put("reason", cut(reason));
    return judged;
  }

  private static String cut(String text) {
    return text.length() <= MOST_REASON ? text : text.substring(0, MOST_REASON) + "…";
  }

  Map<String, Object> warning(String id, String text) {
    Map<String, Object> record = record("warning");
    record.put("id", id);
    record.put("text", text);
    return record;
  }

  private Map<String, Object> woven(
      String kind, List<Arming.Armed> armed, Arming arming, List<Left> left) {
    Map<String, Object> record = record(kind);
    List<Map<String, Object>> wovenOnes = new ArrayList<>();
    for (Arming.Armed each : armed) wovenOnes.add(woven(each));
    List<Map<String, Object>> leftOnes = new ArrayList<>();
    for (Left each : Left.notableFirst(left)) leftOnes.add(left(each));
    record.put("woven", fitting(wovenOnes, WOVEN_CHARACTERS));
    record.put("classes", arming.classes());
    record.put("methods", arming.methods());
    record.put("left", fitting(leftOnes, LEFT_CHARACTERS));
    return record;
  }

  private Map<String, Object> record(String kind) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("v", 1);
    record.put("kind", kind);
    record.put("trace", trace);
    return record;
  }

  private static Map<String, Object> woven(Arming.Armed armed) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("class", armed.className());
    record.put("method", armed.method().name());
    record.put("descriptor", armed.method().descriptor());
    record.put("loader", armed.loader());
    List<Map<String, Object>> params = new ArrayList<>();
    for (Param param : armed.method().params()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", param.name());
      each.put("type", param.type());
      params.add(each);
    }
    record.put("params", params);
    return record;
  }

  private static Map<String, Object> left(Left left) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("class", left.className());
    record.put("method", left.method());
    record.put("descriptor", left.descriptor());
    record.put("pattern", left.pattern());
    record.put("reason", left.reason());
    return record;
  }

  private static List<Map<String, Object>> fitting(List<Map<String, Object>> rows, int characters) {
    List<Map<String, Object>> fitting = new ArrayList<>();
    int sum = 0;
    for (Map<String, Object> row : rows) {
      sum += row.toString().length();
      if (sum > characters) break;
      fitting.add(row);
    }
    return fitting;
  }
}
