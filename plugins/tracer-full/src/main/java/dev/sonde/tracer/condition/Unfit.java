package dev.sonde.tracer.condition;

/** Why a condition cannot be decided for one call. Made often: it has no stack trace. */
final class Unfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  Unfit(String sentence) {
    this(sentence, "");
  }

  private Unfit(String reason, String remedy) {
    super(reason + remedy, null, false, false);
    this.reason = reason;
  }

  /** Without what a condition could do about it. */
  String reason() {
    return reason;
  }

  static Unfit code(Object value, String what) {
    String reason = what + " of a " + value.getClass().getName() + " would run its code";
    return new Unfit(reason, ": --allow-calls");
  }

  @Override
  public String toString() {
    return getMessage();
  }
}
