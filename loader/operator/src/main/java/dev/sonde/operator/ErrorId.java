package dev.sonde.operator;

import java.util.Locale;

/**
 * One cause of failure that a person can see. Its {@link #id} is a heading of
 * docs/TROUBLESHOOTING.md.
 */
public enum ErrorId {
  SCHEME(Exit.UNVERIFIED),
  REDIRECT(Exit.UNVERIFIED),
  HTTP(Exit.UNVERIFIED),
  IO(Exit.UNVERIFIED),
  TIMEOUT(Exit.UNVERIFIED),
  TOO_BIG(Exit.UNVERIFIED),
  HASH(Exit.UNVERIFIED),
  JAR_NAME(Exit.UNVERIFIED),
  JAR_DUPLICATE(Exit.UNVERIFIED),
  JAR_MULTI_RELEASE(Exit.UNVERIFIED),
  JAR_BOMB(Exit.UNVERIFIED),
  JAR_EMPTY(Exit.UNVERIFIED),
  NO_JAR(Exit.UNVERIFIED),
  JSON(Exit.UNVERIFIED),
  THRESHOLD(Exit.UNVERIFIED),
  SIGNATURE(Exit.UNVERIFIED),
  ROOT_GAP(Exit.UNVERIFIED),
  MIX(Exit.UNVERIFIED),
  ROLLBACK(Exit.UNVERIFIED),
  EXPIRED(Exit.UNVERIFIED),
  DELEGATION(Exit.UNVERIFIED),
  TARGET(Exit.UNVERIFIED),
  IDENTITY(Exit.UNVERIFIED),
  API(Exit.UNVERIFIED),
  REVOKED(Exit.UNVERIFIED),
  STATE(Exit.UNVERIFIED),
  STATE_PERMISSION(Exit.UNVERIFIED),
  CLOCK(Exit.UNVERIFIED),
  AUDIT(Exit.UNVERIFIED),
  POLICY(Exit.FORBIDDEN),
  KILLED(Exit.FORBIDDEN),
  SESSION(Exit.INTERNAL),
  PEER(Exit.FORBIDDEN),
  BUSY(Exit.FORBIDDEN),
  NO_SUCH_JVM(Exit.UNREACHABLE),
  AMBIGUOUS(Exit.UNREACHABLE),
  ATTACH_DISABLED(Exit.UNREACHABLE),
  AGENTS_DISABLED(Exit.UNREACHABLE),
  OTHER_USER(Exit.UNREACHABLE),
  JDK_UNSUPPORTED(Exit.UNREACHABLE),
  NOT_RESPONDING(Exit.UNREACHABLE),
  NAMESPACE(Exit.UNREACHABLE),
  ATTACH_SOCKET(Exit.UNREACHABLE),
  READ_ONLY(Exit.UNREACHABLE),
  SYSTEM_LOADER(Exit.UNREACHABLE),
  BRIDGE(Exit.UNREACHABLE),
  NO_ROOM(Exit.UNREACHABLE),
  JAVA(Exit.UNREACHABLE),
  NO_JSHELL(Exit.UNREACHABLE),
  SHELL_JDK(Exit.UNREACHABLE),
  PATTERN(Exit.USAGE),
  NO_MATCH(Exit.NO_MATCH),
  NOT_INITIALISED(Exit.NO_MATCH),
  TOO_FEW(Exit.TOO_FEW),
  CONDITION(Exit.USAGE),
  EXPRESSION(Exit.USAGE),
  TOO_HOT(Exit.FORBIDDEN),
  DENIED(Exit.FORBIDDEN),
  TOO_MANY(Exit.FORBIDDEN),
  USAGE(Exit.USAGE),
  OUTPUT(Exit.INTERNAL),
  RECORDING(Exit.UNVERIFIED),
  LOST(Exit.UNREACHABLE),
  PLUGIN(Exit.INTERNAL),
  INTERNAL(Exit.INTERNAL);

  private final Exit exit;

  ErrorId(Exit exit) {
    this.exit = exit;
  }

  /** For instance {@code SONDE-ATTACH-DISABLED}. */
  public String id() {
    return "SONDE-" + name().replace('_', '-');
  }

  public Exit exit() {
    return exit;
  }

  /**
   * The error with this id as {@link #id} spells it; {@link #INTERNAL} for one that this release
   * does not know.
   */
  public static ErrorId of(String id) {
    String name = id.toUpperCase(Locale.ROOT).replaceFirst("^SONDE-", "").replace('-', '_');
    for (ErrorId each : values()) if (each.name().equals(name)) return each;
    return INTERNAL;
  }
}
