package dev.sonde.operator.repository.tuf;

/**
 * The most that a client reads: bytes of each role's file, root rotations in a run, delegated roles
 * in a search.
 */
public record Limits(
    long root, long timestamp, long snapshot, long targets, int rotations, int delegations) {
  public static final Limits SONDE = new Limits(64 << 10, 16 << 10, 256 << 10, 1 << 20, 64, 8);
}
