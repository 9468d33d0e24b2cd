package dev.sonde.target.trust;

import java.util.Map;

/**
 * Where a plugin comes from and who wants it: claims of the operator.
 *
 * @param repository its location, as a person would write it
 * @param root SHA-256 of the first root of its repository, in hex; empty: not told
 * @param development whether the keys lie on a developer's disk
 * @param staleDays how long ago its metadata had expired, in days; 0: it was fresh
 * @param versions of the metadata that listed it, by role
 * @param audit SHA-256 of the operator's own last audit line, in hex; empty: not told
 */
public record Origin(
    String operator,
    String reason,
    String repository,
    String root,
    boolean development,
    long staleDays,
    Map<String, Long> versions,
    String audit) {}
