package dev.sonde.wire;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The name of one session: 128 random bits, as 32 lower-case hex digits. A name, not a secret:
 * agent arguments carry it.
 *
 * @param hex 32 lower-case hex digits
 */
public record SessionId(String hex) {
  public SessionId {
    if (!hex.matches("[0-9a-f]{32}"))
      throw new WireException("expected a session id of 32 hex digits, got '" + hex + "'");
  }

  public static SessionId random() {
    byte[] bits = new byte[16];
    new SecureRandom().nextBytes(bits);
    return of(bits);
  }

  public static SessionId of(byte[] bytes) {
    return new SessionId(HexFormat.of().formatHex(bytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
