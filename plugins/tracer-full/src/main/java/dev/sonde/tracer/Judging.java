package dev.sonde.tracer;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.condition.Condition;
import dev.sonde.tracer.record.MethodProbe.Arguments;
import dev.sonde.tracer.words.Capture;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which calls a trace delivers, and when their arguments are rendered.
 *
 * @param condition null: all
 * @param early whether arguments are rendered when a call begins, whatever the condition
 */
record Judging(@Nullable Condition condition, boolean early) {
  /** From the options {@code when}, {@code allow-calls} and {@code capture}. */
  static Judging of(Map<String, String> options, Sight sight) throws UsageException {
    boolean early =
        Capture.of(options.get("capture"), options.get("stack")).has(Capture.Part.ENTRY);
    String when = options.get("when");
    Condition condition =
        when == null
            ? null
            : Condition.parse(when, options.containsKey("allow-calls"), sight.privacy());
    return new Judging(condition, early);
  }

  Arguments arguments(boolean atExit) {
    if (early) return Arguments.BOTH;
    return atExit ? Arguments.EXIT : Arguments.ENTRY;
  }
}
