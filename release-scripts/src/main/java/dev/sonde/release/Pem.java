package dev.sonde.release;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text between {@code -----BEGIN KIND-----} and {@code -----END KIND-----}. */
final class Pem {
  private Pem() {}

  static String encode(String kind, byte[] der) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }

  /** The bytes of the one block in {@code text}; nothing of it is in the error's words. */
  static byte[] decode(String kind, String text) {
    String begin = "-----BEGIN " + kind + "-----";
    String end = "-----END " + kind + "-----";
    String block = text.strip();
    if (!block.startsWith(begin) || !block.endsWith(end))
      throw new IllegalArgumentException("expected " + begin);
    try {
      String body = block.substring(begin.length(), block.length() - end.length());
      return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("what follows " + begin + " is not base64");
    }
  }
}
