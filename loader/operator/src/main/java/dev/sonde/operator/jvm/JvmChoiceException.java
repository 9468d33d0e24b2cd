package dev.sonde.operator.jvm;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.List;

/**
 * No JVM, or more than one, is what was asked for ({@link ErrorId#NO_SUCH_JVM}, {@link
 * ErrorId#AMBIGUOUS}), with those to choose from.
 */
public final class JvmChoiceException extends SondeException {
  private static final long serialVersionUID = 1;

  private final transient List<Jvm> jvms;

  JvmChoiceException(ErrorId id, String sentence, List<Jvm> jvms) {
    super(id, sentence);
    this.jvms = List.copyOf(jvms);
  }

  /** For AMBIGUOUS those that match; for NO_SUCH_JVM all there are. */
  public List<Jvm> jvms() {
    return jvms;
  }
}
