package dev.sonde.operator.jvm;

/**
 * Where a process lives, seen from this one.
 *
 * @param pid its pid in its own pid namespace
 * @param container the first twelve digits of its container's id, or an empty string
 * @param foreign whether its file system is not ours
 */
public record Place(long pid, String container, boolean foreign) {
  /** For people: empty for a neighbour. */
  public String text() {
    if (!container.isEmpty()) return "container " + container;
    return foreign ? "other namespace" : "";
  }
}
