package dev.sonde.wire;

import java.nio.charset.StandardCharsets;

/**
 * The fixed numbers of the protocol. Both ends of a session are one release, so a version is
 * matched, never negotiated.
 */
public final class Protocol {
  /** The version that both ends must speak. */
  public static final int VERSION = 1;

  /** The largest frame after its length field: type, channel and payload, in bytes. */
  public static final int MAX_FRAME = 1 << 20;

  /** The largest encoded value, in bytes. */
  public static final int MAX_VALUE = 64 << 10;

  /** How deep lists and maps may nest in one value. */
  public static final int MAX_DEPTH = 16;

  /** The most names that one session may define. */
  public static final int MAX_NAMES = 1 << 16;

  /** How often the operator sends PING, in milliseconds. */
  public static final long HEARTBEAT_MILLIS = 1_000;

  /** After how long without a frame a lease ends, in milliseconds. */
  public static final long LEASE_MILLIS = 10_000;

  private static final byte[] MAGIC = "SONDE".getBytes(StandardCharsets.US_ASCII);

  private Protocol() {}

  /** The bytes that whoever dials sends first: ASCII {@code SONDE} and the version. */
  public static byte[] preamble() {
    byte[] preamble = java.util.Arrays.copyOf(MAGIC, MAGIC.length + 1);
    preamble[MAGIC.length] = VERSION;
    return preamble;
  }
}
