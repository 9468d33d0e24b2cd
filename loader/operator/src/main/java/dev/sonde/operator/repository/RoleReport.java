package dev.sonde.operator.repository;

import dev.sonde.operator.repository.tuf.Signers;
import dev.sonde.operator.repository.tuf.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One role of a repository, as it was verified.
 *
 * @param days full days until it expires
 * @param threshold how many of the keys had to sign
 * @param keys their ids
 */
public record RoleReport(
    String role, long version, Instant expires, long days, int threshold, List<String> keys) {
  static RoleReport of(String role, Standing standing, Signers signers, Instant now) {
    long days = Duration.between(now, standing.expires()).toDays();
    return new RoleReport(
        role, standing.version(), standing.expires(), days, signers.threshold(), signers.keys());
  }
}
