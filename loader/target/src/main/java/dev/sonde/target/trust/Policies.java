package dev.sonde.target.trust;

import dev.sonde.api.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All policies in force at one moment: what one of them forbids is forbidden. */
record Policies(List<Policy> all) {
  void admit(Description plugin) throws UsageException {
    for (Policy each : all) each.admit(plugin);
    UsageException refusal = null;
    for (String command : plugin.commands()) {
      UsageException forbidden = forbids(plugin, command, plugin.consented());
      if (forbidden == null) return;
      if (refusal == null) refusal = forbidden;
    }
    if (plugin.commands().isEmpty()) refusal = forbids(plugin, null, plugin.consented());
    if (refusal != null) throw refusal;
  }

  /**
   * Why a command may not run, or null if it may.
   *
   * @param command null stands for all that the plugin lists
   */
  @Nullable UsageException forbids(
      Description plugin, @Nullable String command, List<String> consented) {
    String who = (command == null ? "" : "command '" + command + "' of ") + plugin.fullId();
    for (String capability : plugin.neededBy(command)) {
      Policy forbidding = forbidding(capability, consented);
      if (forbidding != null) return forbidding.forbids(capability, who);
    }
    return null;
  }

  boolean allow(String capability, List<String> consented) {
    return forbidding(capability, consented) == null;
  }

  private @Nullable Policy forbidding(String capability, List<String> consented) {
    for (Policy each : all) if (!each.allows(capability, consented)) return each;
    return null;
  }

  void reveal(List<String> names) throws UsageException {
    for (Policy each : all) each.reveal(names);
  }

  void count(long sessions) throws UsageException {
    for (Policy each : all) each.count(sessions);
  }

  /** The one that allows the shortest session. */
  Policy shortest() {
    Policy shortest = all.get(0);
    for (Policy each : all) if (each.longest().compareTo(shortest.longest()) < 0) shortest = each;
    return shortest;
  }

  int overhead() {
    int least = Policy.ANY_OVERHEAD;
    for (Policy each : all) least = Math.min(least, each.overhead());
    return least;
  }

  /** Where lines go, each place once. */
  List<String> audits() {
    List<String> places = new ArrayList<>();
    for (Policy each : all)
      if (each.audit() != null && !places.contains(each.audit())) places.add(each.audit());
    return places;
  }
}
