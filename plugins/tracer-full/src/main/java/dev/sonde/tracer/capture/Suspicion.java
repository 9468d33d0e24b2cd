package dev.sonde.tracer.capture;

import java.util.Arrays;

/**
 * A first look at a text, which passes most of those without a secret in a nanosecond a character:
 * it asks no question of a character but adds up what all of them say. What does not pass is looked
 * at more closely by {@link Secrets}.
 *
 * <p>Each character says with which beginnings of a secret it may go on, and which it may be.
 */
public final class Suspicion {
  private static final int DIGIT = 1;
  private static final int TOKEN = 2;
  private static final int CREDENTIAL = 4;
  private static final int DASHES = 8;
  private static final int ASSIGNED = 16;

  /** From here on stands what a character begins, before that what it goes on with. */
  private static final int BEGINS = 8;

  private static final int ASCII = 127;
  private static final short[] KINDS = new short[ASCII + 1];

  static {
    // Of these one character is enough, whatever follows.
    Arrays.fill(KINDS, (short) (DIGIT | ASSIGNED));
    begin("0123456789", DIGIT);
    begin(":=>", ASSIGNED);
    begin("e", TOKEN);
    goOn("y", TOKEN);
    begin("Bb", CREDENTIAL);
    goOn("AaEe", CREDENTIAL);
    begin("-", DASHES);
    goOn("-", DASHES);
  }

  private Suspicion() {}

  private static void begin(String characters, int kind) {
    for (char each : characters.toCharArray()) KINDS[each] |= (short) (kind << BEGINS);
  }

  private static void goOn(String characters, int kind) {
    for (char each : characters.toCharArray()) KINDS[each] |= (short) kind;
  }

  /** Whether a text is short, of ASCII alone, and shown as it is. */
  public static boolean none(String text) {
    int length = text.length();
    if (length > ASCII) return false;
    int found = 0;
    int before = 0;
    int all = 0;
    for (int at = 0; at < length; at++) {
      char c = text.charAt(at);
      int kind = KINDS[c & ASCII];
      all |= c;
      found |= before >>> BEGINS & kind;
      before = kind;
    }
    // At its end a text may begin what needs one character only.
    found |= before >>> BEGINS & (DIGIT | ASSIGNED);
    if (length < CardNumber.SHORTEST) found &= ~DIGIT;
    return found == 0 && all <= ASCII;
  }
}
