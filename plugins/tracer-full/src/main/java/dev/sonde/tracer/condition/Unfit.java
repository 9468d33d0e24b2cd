package dev.sonde.tracer.condition;

/** Why a condition cannot be decided for one call. Made often: it has no stack trace. */
final class Unfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unfit(String sentence) {
    super(sentence, null, false, false);
  }

  static Unfit code(Object value, String what) {
    return new Unfit(
        what + " of a " + value.getClass().getName() + " would run its code: --allow-calls");
  }

  @Override
  public String toString() {
    return getMessage();
  }
}
