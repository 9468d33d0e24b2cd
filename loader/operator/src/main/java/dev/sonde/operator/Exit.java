package dev.sonde.operator;

/** How a command of the command line ends. */
public enum Exit {
  DONE(0),
  INTERNAL(1),
  USAGE(2),
  UNREACHABLE(3),
  UNVERIFIED(4),
  FORBIDDEN(5),
  NO_MATCH(6),
  OVER_BUDGET(7),
  TOO_FEW(8),
  INTERRUPTED(130);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
