package dev.sonde.operator.session;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was taken out of a target, what was checked, and what stays.
 *
 * @param ok whether all that can be removed is gone
 * @param removed how many of what: methods, threads, loaders, files, sockets
 * @param verified the checks that were made
 * @param notShown what could not be checked, in sentences
 * @param failures what went wrong, in sentences
 * @param stays what no agent can remove
 */
public record RemovalReport(
    boolean ok,
    long millis,
    Map<String, Long> removed,
    List<String> verified,
    List<String> notShown,
    List<String> failures,
    List<Stay> stays) {
  /** An inert leftover and its size. */
  public record Stay(String what, long bytes) {}

  /** One line for people. */
  public String toText() {
    return "";
  }

  /** The report as JSON spells it. */
  public Map<String, @Nullable Object> toMap() {
    return Map.of();
  }
}
