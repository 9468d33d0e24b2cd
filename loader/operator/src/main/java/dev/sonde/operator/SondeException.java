package dev.sonde.operator;

/**
 * A failure told to a person: an id, then what was expected, what was found, where, and the next
 * step.
 */
public class SondeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorId id;
  private boolean told;

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

  /** A person has read it already: nobody has to tell it again. */
  public final void setTold() {
    told = true;
  }

  public final boolean isTold() {
    return told;
  }

  /** How a command ends by this failure. */
  public Exit exit() {
    return id.exit();
  }
}
