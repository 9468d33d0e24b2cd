package dev.sonde.json;

/**
 * Text that is not the JSON that was expected; the message says what was expected, what was found,
 * and where.
 */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  JsonException(String message) {
    super(message);
  }
}
