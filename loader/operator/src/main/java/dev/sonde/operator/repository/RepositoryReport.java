package dev.sonde.operator.repository;

import java.util.List;

/**
 * All of a repository, read by somebody who has nothing but a root.
 *
 * @param root SHA-256 in hex of that root
 * @param development whether the keys lie on a developer's disk
 */
public record RepositoryReport(
    String location,
    String root,
    boolean development,
    List<RoleReport> roles,
    List<TargetReport> targets) {
  public boolean ok() {
    return targets.stream().allMatch(TargetReport::ok);
  }
}
