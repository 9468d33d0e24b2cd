package dev.sonde.operator;

/**
 * A failure told to a person: an id, then what was expected, what was found, where, and the next
 * step.
 */
public class SondeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorId id;

  public SondeException(ErrorId id, String sentence) {
    this(id, sentence, null);
  }

  public SondeException(
      ErrorId id, String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
    super(id.id() + ": " + sentence, cause);
    this.id = id;
  }

  public ErrorId id() {
    return id;
  }

  /** How a command ends by this failure. */
  public Exit exit() {
    return id.exit();
  }
}
