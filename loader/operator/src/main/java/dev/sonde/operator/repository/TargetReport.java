package dev.sonde.operator.repository;

import dev.sonde.operator.SondeException;
import java.util.Optional;

/**
 * One file that signed metadata lists.
 *
 * @param version as the metadata describes it; empty where that says none
 * @param sha256 of the bytes, or as listed where they were refused
 * @param refusal why its bytes are not what is listed, or not what they say of themselves
 */
public record TargetReport(
    String path, String version, long length, String sha256, Optional<SondeException> refusal) {
  public boolean ok() {
    return refusal.isEmpty();
  }
}
