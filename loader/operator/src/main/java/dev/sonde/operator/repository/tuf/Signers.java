package dev.sonde.operator.repository.tuf;

import java.util.List;

/** Who may sign a role, by key id, and how many of them must. */
public record Signers(int threshold, List<String> keys) {
  public Signers {
    keys = List.copyOf(keys);
  }

  static Signers of(Quorum quorum) {
    return new Signers(quorum.threshold(), quorum.keys().keySet().stream().sorted().toList());
  }
}
