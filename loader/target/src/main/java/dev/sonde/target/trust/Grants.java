package dev.sonde.target.trust;

import dev.sonde.api.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one plugin may do: what its signed jar lists, as far as the policies allow it. */
public final class Grants {
  private final Trust trust;
  private final Description plugin;
  private volatile List<String> consented;

  Grants(Trust trust, Description plugin) {
    this.trust = trust;
    this.plugin = plugin;
    consented = plugin.consented();
  }

  /** By the policies as they were when last read: at the load, or at a command since. */
  public boolean granted(String capability) {
    return Capability.in(plugin.capabilities(), capability)
        && trust.policies().allow(capability, consented);
  }

  /** All that is granted, by name. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    for (String each : Capability.ALL) if (granted(each)) all.add(each);
    return all;
  }

  /** How much of one core this plugin may use, in percent. */
  public int overhead() {
    return trust.policies().overhead();
  }

  /**
   * Reads the policies anew and holds a command against them.
   *
   * @throws UsageException if it may not run, or if that cannot be audited
   */
  public void allow(Errand errand) throws UsageException {
    List<String> agreed = new ArrayList<>(plugin.consented());
    agreed.addAll(errand.consented());
    consented = agreed;
    try {
      Policies policies = trust.refresh();
      policies.admit(plugin.with(agreed));
      UsageException forbidden = policies.forbids(plugin, errand.command(), agreed);
      if (forbidden != null) throw forbidden;
      policies.reveal(errand.revealed());
    } catch (UsageException refusal) {
      trust.audit().refused(this, errand.toMap(), refusal);
      throw refusal;
    }
    trust.audit().record("command", this, errand.toMap());
  }

  /** The jar is what was announced, and its first class is about to be defined. */
  public void loading() throws UsageException {
    trust.audit().record("load", this, Map.of());
  }

  /** The load came to nothing. */
  public void failed(Throwable thrown) {
    trust.audit().refused(this, Map.of(), thrown);
  }

  Description plugin() {
    return plugin;
  }
}
