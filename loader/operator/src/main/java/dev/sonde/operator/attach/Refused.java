package dev.sonde.operator.attach;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the payload of a FAIL frame, {@code SONDE-ID: sentence}. Another JVM wrote it: it is cut,
 * and cleaned of control characters but the ends of lines, which the terminal indents.
 */
public final class Refused {
  private static final int MAX = 4_096;

  private Refused() {}

  public static SondeException of(byte[] payload) {
    String text =
        new String(payload, 0, Math.min(payload.length, MAX), StandardCharsets.UTF_8)
            .replaceAll("[\\p{Cntrl}&&[^\n]]", " ")
            .trim();
    int colon = text.indexOf(':');
    String id = colon > 0 ? text.substring(0, colon) : "";
    if (!id.matches("SONDE-[A-Z-]+")) return new SondeException(ErrorId.INTERNAL, text);
    ErrorId known = ErrorId.of(id);
    return new SondeException(
        known, known.id().equals(id) ? text.substring(colon + 1).trim() : text);
  }
}
