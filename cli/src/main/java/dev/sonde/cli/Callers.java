package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.Map;

/** Who made a call, as a pattern. */
final class Callers {
  private Callers() {}

  /**
   * The caller of a trace's last call, as a line of a stack trace: of overloads it is the one that
   * the line is in.
   *
   * @throws SondeException if there is no call yet, or none of whom one knows the caller
   */
  static String frame(Job job) {
    if (job.lastCall().isEmpty())
      throw new SondeException(
          ErrorId.NO_MATCH,
          "trace " + job.number() + " has no call yet: ask for its caller after the first one");
    if (!(job.lastCall().get("caller") instanceof Map<?, ?> caller)
        || !(caller.get("class") instanceof String type)
        || !(caller.get("method") instanceof String method))
      throw new SondeException(
          ErrorId.NO_MATCH,
          "the last call of trace "
              + job.number()
              + " has no caller: its thread began with it, or --capture left callers out");
    long line = caller.get("line") instanceof Number number ? number.longValue() : 0;
    return type + "." + method + "(" + (line > 0 ? "Line:" + line : "Unknown Source") + ")";
  }
}
