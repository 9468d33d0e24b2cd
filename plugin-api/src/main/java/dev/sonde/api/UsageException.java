package dev.sonde.api;

/**
 * A refusal that the person who typed the command can act on: an error id, and one sentence that
 * says expected, actual and next step.
 */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  private final String id;

  public UsageException(String id, String sentence) {
    super(sentence);
    this.id = id;
  }

  /** For instance {@code SONDE-NO-MATCH}; a heading of docs/TROUBLESHOOTING.md. */
  public String id() {
    return id;
  }
}
