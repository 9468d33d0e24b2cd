package dev.sonde.operator.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
  /**
   * An inert leftover and its size.
   *
   * @param with what else stays for its sake; empty: nothing
   */
  public record Stay(String what, long bytes, String with) {
    public Stay(String what, long bytes) {
      this(what, bytes, "");
    }

    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("what", what);
      map.put("bytes", bytes);
      if (!with.isEmpty()) map.put("with", with);
      return map;
    }
  }

  static RemovalReport of(Map<String, ? extends @Nullable Object> value) {
    Reading in = new Reading(value);
    return new RemovalReport(
        in.truth("ok"),
        in.number("millis"),
        in.numbers("removed"),
        in.texts("verified"),
        in.texts("notShown"),
        in.texts("failures"),
        in.readings("stays").stream()
            .map(stay -> new Stay(stay.text("what"), stay.number("bytes"), stay.text("with")))
            .toList());
  }

  /** The report as JSON spells it, and as REPORT carried it. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("ok", ok);
    map.put("millis", millis);
    map.put("removed", removed);
    map.put("verified", verified);
    map.put("notShown", notShown);
    map.put("failures", failures);
    map.put("stays", stays.stream().map(Stay::toMap).toList());
    return map;
  }

  /** With what attaching left: its size is known to the operator alone. */
  RemovalReport with(Stay agent) {
    List<Stay> all = new ArrayList<>(List.of(agent));
    all.addAll(stays);
    return new RemovalReport(ok, millis, removed, verified, notShown, failures, all);
  }

  /** With what the operator itself did: its socket, and the files that it could not delete. */
  RemovalReport and(long sockets, List<String> ownFailures) {
    Map<String, Long> all = new LinkedHashMap<>(removed);
    all.merge("sockets", sockets, Long::sum);
    List<String> both = new ArrayList<>(failures);
    both.addAll(ownFailures);
    return new RemovalReport(
        ok && ownFailures.isEmpty(), millis, all, verified, notShown, both, stays);
  }
}
