package dev.sonde.operator.jvm;

import java.util.List;

/** The running HotSpot JVMs of this machine, found in /proc and in the performance data that they write. */
public final class Jvms {
  /** All but our own, by pid. */
  public List<Jvm> list() {
    return List.of();
  }

  /**
   * The one JVM that is meant: a pid, a unique part of its main class or jar, {@code :8080} for who listens there, or {@code .} for the only one.
   *
   * @throws JvmChoiceException if that is none, or more than one
   */
  public Jvm find(String query) {
    throw new UnsupportedOperationException(query);
  }
}
