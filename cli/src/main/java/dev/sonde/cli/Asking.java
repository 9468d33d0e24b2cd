package dev.sonde.cli;

import dev.sonde.api.UsageException;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.Owner;
import dev.sonde.tracer.words.Spelling;
import java.util.List;
import java.util.Map;

/** What is asked of the tracer. */
final class Asking {
  private static final String TRACER = "tracer-full";

  private Asking() {}

  /**
   * An errand that a target can read: it would say the same, but to say it has to be attached to.
   */
  static Visit.Errand errand(
      String command, List<String> words, Map<String, String> options, Owner owner) {
    try {
      Spelling.check(command, words, options);
    } catch (UsageException refusal) {
      throw new SondeException(ErrorId.of(refusal.id()), refusal.getMessage());
    }
    return new Visit.Errand(TRACER, command, words, options, owner);
  }
}
