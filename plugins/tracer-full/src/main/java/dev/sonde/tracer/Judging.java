package dev.sonde.tracer;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.condition.Condition;
import dev.sonde.tracer.record.MethodProbe.Arguments;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which calls a trace delivers, and when their arguments are rendered.
 *
 * @param condition null: all
 * @param early whether arguments are rendered when a call begins, whatever the condition
 */
record Judging(@Nullable Condition condition, boolean early) {
  private static final String AT_ENTRY = "args@entry";

  /** From the options {@code when}, {@code allow-calls} and {@code capture}. */
  static Judging of(Map<String, String> options, Sight sight) throws UsageException {
    String capture = options.getOrDefault("capture", "");
    if (!capture.isEmpty() && !capture.equals(AT_ENTRY))
      throw new UsageException(
          "SONDE-USAGE", "expected --capture " + AT_ENTRY + ", got '" + capture + "'");
    String when = options.get("when");
    Condition condition =
        when == null
            ? null
            : Condition.parse(when, options.containsKey("allow-calls"), sight.privacy());
    return new Judging(condition, !capture.isEmpty());
  }

  Arguments arguments(boolean atExit) {
    if (!atExit) return Arguments.ENTRY;
    return early ? Arguments.BOTH : Arguments.EXIT;
  }
}
