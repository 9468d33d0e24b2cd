package dev.sonde.release;

/** A reason to stop, in a sentence for the person who runs the publisher. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;

  private Failure(int code, String sentence) {
    super(sentence);
    this.code = code;
  }

  static Failure usage(String sentence) {
    return new Failure(2, sentence);
  }

  static Failure of(String sentence) {
    return new Failure(1, sentence);
  }

  /** The exit code. */
  int code() {
    return code;
  }
}
