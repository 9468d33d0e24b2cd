package dev.sonde.tracer;

import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Reason;
import dev.sonde.tracer.weave.Restored;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a trace ended: the last of its records. */
record EndRecord(
    long trace,
    Reason reason,
    Counts counts,
    long millis,
    Restored restored,
    @Nullable String advice) {
  Map<String, Object> toMap() {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("v", 1);
    record.put("kind", "end");
    record.put("trace", trace);
    record.put("reason", reason.name());
    record.put("seen", counts.seen());
    record.put("matched", counts.matched());
    record.put("delivered", counts.delivered());
    record.put("dropped", counts.dropped());
    record.put("late", counts.late());
    record.put("failed", counts.failed());
    record.put("open", counts.open());
    record.put("millis", millis);
    Map<String, Object> removed = new LinkedHashMap<>();
    removed.put("methods", restored.methods());
    removed.put("ok", restored.verified());
    record.put("removed", removed);
    if (advice != null) record.put("advice", advice);
    return record;
  }
}
