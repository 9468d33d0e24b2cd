package dev.sonde.operator.doctor;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param subject one word or two
 * @param sentence what was found, and what to do about it where that is needed
 */
public record Finding(Verdict verdict, String subject, String sentence, Optional<ErrorId> id) {
  /** How good or bad it is. */
  public enum Verdict {
    /** As it should be. */
    OK,
    /** It will work, and this is what to know beforehand. */
    NOTE,
    /** It will be refused. */
    NO
  }

  static Finding ok(String subject, String sentence) {
    return new Finding(Verdict.OK, subject, sentence, Optional.empty());
  }

  static Finding note(String subject, String sentence) {
    return new Finding(Verdict.NOTE, subject, sentence, Optional.empty());
  }

  static Finding no(String subject, ErrorId id, String sentence) {
    return new Finding(Verdict.NO, subject, sentence, Optional.of(id));
  }

  /** What a command would be refused with. */
  static Finding no(String subject, SondeException refusal) {
    String text = String.valueOf(refusal.getMessage());
    return no(subject, refusal.id(), text.replaceFirst("^SONDE-[A-Z-]+: ", ""));
  }
}
