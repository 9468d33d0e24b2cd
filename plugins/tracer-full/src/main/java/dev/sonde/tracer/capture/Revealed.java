package dev.sonde.tracer.capture;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The names whose values a person has asked to see, exactly, but for case and separators. Lifts
 * rules by name only: what a value's class or form gives away stays hidden.
 */
public final class Revealed {
  public static final Revealed NONE = new Revealed(Set.of());

  private final Set<String> names = new HashSet<>();

  public Revealed(Collection<String> names) {
    for (String name : names) this.names.add(Redaction.normal(name));
  }

  /** Whether this name is one of them. */
  public boolean has(String name) {
    return !names.isEmpty() && names.contains(Redaction.normal(name));
  }
}
