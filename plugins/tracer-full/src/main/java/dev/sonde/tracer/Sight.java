package dev.sonde.tracer;

import dev.sonde.api.Host;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.capture.Redaction;
import dev.sonde.tracer.capture.Revealed;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.condition.Privacy;
import java.util.List;
import java.util.Map;

/**
 * What a trace may see of values: all but secrets, those and the revealed ones, or types alone.
 *
 * @param values whether this plugin may take values from this JVM
 * @param revealed names of values that are shown although their name is a secret's
 */
record Sight(boolean values, List<String> revealed) {
  private static final String CAPABILITY = "capture-values";
  private static final int LONGEST = 100;

  /**
   * Of the option {@code reveal}, names with commas; whether policy allows it, the host has asked.
   */
  static Sight of(Host host, Map<String, String> options) throws UsageException {
    List<String> names =
        options.containsKey("reveal") ? List.of(options.get("reveal").split(",", -1)) : List.of();
    for (String name : names) check(name);
    boolean values = host.granted(CAPABILITY);
    if (!values && options.containsKey("when"))
      throw new UsageException(
          "SONDE-POLICY",
          "expected no condition where "
              + CAPABILITY
              + " is not granted, got "
              + options.get("when")
              + ": which calls hold it would tell their values; leave out -w");
    return new Sight(values, names);
  }

  private static void check(String name) throws UsageException {
    boolean plain = !name.isEmpty() && name.length() <= LONGEST;
    for (int i = 0; i < name.length(); i++)
      plain &= Character.isLetterOrDigit(name.charAt(i)) || "-_.$".indexOf(name.charAt(i)) >= 0;
    if (!plain)
      throw new UsageException(
          "SONDE-USAGE",
          "expected --reveal with the whole name of a parameter, field or key, as in --reveal"
              + " dbPassword, no wildcards, got '"
              + name
              + "'");
    if (!Redaction.hides(name))
      throw new UsageException(
          "SONDE-USAGE",
          "expected --reveal with a name whose values are redacted, got '"
              + name
              + "', whose values are shown as they are; what is redacted by type or by value"
              + " cannot be revealed");
  }

  Snapshot of(Snapshot all) {
    return values ? all.revealing(new Revealed(revealed)) : all.withoutValues();
  }

  /** For conditions, which tell of values, too. */
  Privacy privacy() {
    return new Privacy(values, new Revealed(revealed)::has);
  }

  /** For the start record. */
  void tell(Map<String, Object> record) {
    record.put("values", values);
    if (!values) record.put("withheld", CAPABILITY);
    if (!revealed.isEmpty()) record.put("revealed", revealed);
  }
}
