package dev.sonde.tracer.weave;

import java.util.ArrayList;
import java.util.List;

/**
 * What taking a trace's code out of its classes came to.
 *
 * @param methods that run their own code again
 * @param verified whether each class was seen again with the bytes that it had before
 * @param failures sentences about classes that were not
 */
public record Restored(int methods, boolean verified, List<String> failures) {
  /** Of both together. */
  public Restored and(Restored other) {
    List<String> all = new ArrayList<>(failures);
    all.addAll(other.failures);
    return new Restored(methods + other.methods, verified && other.verified, all);
  }
}
