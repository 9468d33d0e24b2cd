package dev.sonde.operator.repository;

import java.util.Map;

/**
 * Where a jar came from, and what vouched for it: for the audit on both ends, and for the target's
 * policy.
 *
 * @param root SHA-256 in hex of the root that the release trusted from the start
 * @param repository the place as a person would write it
 * @param development whether the keys lie on a developer's disk
 * @param staleDays begun days past its date of the metadata that was accepted all the same; 0 where
 *     none was
 * @param versions of the metadata that was verified, by role
 */
public record Provenance(
    String root,
    String repository,
    boolean development,
    int staleDays,
    Map<String, Long> versions) {
  public Provenance {
    versions = Map.copyOf(versions);
  }
}
