package dev.sonde.wire;

/**
 * The other end broke the protocol: a frame or value outside the bounds of {@link Protocol}. Ends
 * the connection.
 */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WireException(String message) {
    super(message);
  }
}
