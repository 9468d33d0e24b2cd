package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One text with the secrets in it replaced: tokens, private keys, card numbers, passwords in
 * addresses, and what is assigned to a strong name. One pass over what would be shown and a little
 * more, so that a secret at its end is known; each rule looks at a bounded part.
 */
public final class Secrets {
  /** Characters that are looked at. A secret that goes on beyond is hidden as far as it is seen. */
  static final int SCANNED = Limits.CHARACTERS + 64;

  private static final int SHORTEST = 5;

  private final String text;
  private final int length;
  private @Nullable StringBuilder out;
  private @Nullable String first;
  private @Nullable String only;
  private int copied;

  private Secrets(String whole) {
    text = whole.length() > SCANNED ? whole.substring(0, SCANNED) : whole;
    length = whole.length();
  }

  /** Writes a text as far as it may be shown; one that is all secret as a redacted value. */
  static void write(Encoder out, String text) {
    if (Suspicion.write(out, text)) return;
    if (harmless(text)) {
      out.text(text);
      return;
    }
    Secrets secrets = new Secrets(text);
    secrets.scan();
    if (secrets.only == null) out.text(secrets.shown());
    else Redaction.write(out, secrets.only);
  }

  /** A text as far as it may be shown, with marks in the places of secrets. */
  public static String shown(String text) {
    Secrets secrets = new Secrets(text);
    if (text.length() >= SHORTEST) secrets.scan();
    return secrets.shown();
  }

  /** The verdict on bytes that are a text with a secret; null if they are not. */
  static @Nullable String verdict(byte[] bytes) {
    if (bytes.length < SHORTEST) return null;
    String text =
        new String(bytes, 0, Math.min(bytes.length, SCANNED + 1), StandardCharsets.ISO_8859_1);
    Secrets secrets = new Secrets(text);
    secrets.scan();
    return secrets.out == null ? null : secrets.first;
  }

  /**
   * Whether it is shown as it is, as most are: nothing in it looks like the beginning of a part.
   */
  private static boolean harmless(String text) {
    int length = text.length();
    if (length < SHORTEST) return true;
    return length <= Limits.CHARACTERS && !suspicious(text);
  }

  /** Whether a part may begin somewhere in this text. */
  static boolean suspicious(String text) {
    int length = text.length();
    for (int at = 0; at < length; at++) if (suspect(text, at, length)) return true;
    return false;
  }

  /**
   * Whether a part may begin here. Looks at the next character: nearly always it is another one.
   */
  private static boolean suspect(String text, int at, int length) {
    char c = text.charAt(at);
    if (c >= '0' && c <= '9') return length - at >= CardNumber.SHORTEST;
    char next = at + 1 < length ? text.charAt(at + 1) : ' ';
    return switch (c) {
      case 'e' -> next == 'y';
      case 'B', 'b' -> (next | ' ') == 'e' || (next | ' ') == 'a';
      case '-' -> next == '-';
      case ':', '=', '>' -> true;
      default -> false;
    };
  }

  private void scan() {
    int most = Math.min(text.length(), Limits.CHARACTERS);
    for (int at = 0; at < most; at = Math.max(at + 1, copied)) {
      Part part = part(at);
      if (part != null) hide(part);
    }
  }

  private @Nullable Part part(int at) {
    if (!suspect(text, at, text.length())) return null;
    boolean goesOn = text.length() < length;
    return switch (text.charAt(at)) {
      case 'e' -> Tokens.jwt(text, at, goesOn);
      case 'B', 'b' -> Tokens.credentials(text, at, goesOn);
      case '-' -> Tokens.pem(text, at, goesOn);
      case ':' ->
          text.startsWith("//", at + 1)
              ? UserInfo.password(text, at + 3, goesOn)
              : Assignment.value(text, at, goesOn);
      case '=', '>' -> Assignment.value(text, at, goesOn);
      default -> Tokens.card(text, at);
    };
  }

  private void hide(Part part) {
    String verdict = "value~" + part.kind();
    if (out == null) {
      out = new StringBuilder(text.length());
      first = verdict;
      if (part.from() == 0 && part.to() == text.length()) only = verdict;
    }
    out.append(text, copied, part.from()).append(Redaction.mark(verdict));
    copied = part.to();
  }

  private String shown() {
    int end = Limits.end(text);
    if (out == null) return end < length ? text.substring(0, end) + "…" : text;
    if (copied < end) out.append(text, copied, end);
    return Math.max(copied, end) < length ? out + "…" : out.toString();
  }

  /** A secret in a text. */
  record Part(String kind, int from, int to) {}
}
