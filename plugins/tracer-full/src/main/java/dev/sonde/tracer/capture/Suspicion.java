package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A first look at a text, which passes most of those without a secret in less than a nanosecond a
 * character: it asks no question of a character but adds up what all of them say. What does not
 * pass is looked at more closely by {@link Secrets}.
 *
 * <p>Of a text of one byte a character eight are looked at together, a byte of a word each, whose
 * highest bit is the answer (H. S. Warren, Hacker's Delight, 6-1); as long as all are ASCII nothing
 * is carried from one to the next. In other texts each character says with which beginnings of a
 * secret it may go on, and which it may be.
 */
public final class Suspicion {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle FOUR =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** The bytes of a text; null: this JDK has it otherwise. */
  private static final @Nullable VarHandle BYTES = bytes();

  private static final int WORD = 8;
  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long HIGHEST = 0x80 * EACH;
  private static final long REST = 0x7f * EACH;

  /** Turns letters into small ones. */
  private static final long SMALL = 0x20 * EACH;

  /** The bit in which an a and an e differ. */
  private static final long A_OR_E = 0x04 * EACH;

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

  private static @Nullable VarHandle bytes() {
    try {
      return MethodHandles.privateLookupIn(String.class, MethodHandles.lookup())
          .findVarHandle(String.class, "value", byte[].class);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return null;
    }
  }

  /** Whether a text is short, of ASCII alone, and shown as it is. */
  public static boolean none(String text) {
    int length = text.length();
    if (length > ASCII) return false;
    byte[] bytes = BYTES == null ? null : (byte[]) BYTES.get(text);
    return bytes != null && bytes.length == length ? none(bytes) : each(text);
  }

  /** Writes a text of which {@link #none} is true; false, and nothing is written: it is not. */
  public static boolean write(Encoder out, String text) {
    byte[] bytes = BYTES == null ? null : (byte[]) BYTES.get(text);
    if (bytes == null || bytes.length > ASCII || bytes.length != text.length())
      return slowly(out, text);
    boolean none = none(bytes);
    if (none) out.ascii(bytes);
    return none;
  }

  private static boolean slowly(Encoder out, String text) {
    boolean none = none(text);
    if (none) out.ascii(text);
    return none;
  }

  private static boolean none(byte[] text) {
    // From the first digit or, where no card's number can be, from the colon on.
    long least = (0x80 - (text.length < CardNumber.SHORTEST ? ':' : '0')) * EACH;
    int last = text.length - WORD;
    if (last < 0) return found(few(text), least) == 0;
    long found = found((long) EIGHT.get(text, last), least);
    // One less, so that the last of a word is the first of the next: two make a beginning.
    for (int at = 0; at < last; at += WORD - 1) found |= found((long) EIGHT.get(text, at), least);
    return found == 0;
  }

  /** Less than a word, with zeros behind it. */
  private static long few(byte[] text) {
    int last = text.length - WORD / 2;
    if (last >= 0)
      return (int) FOUR.get(text, 0) & 0xffff_ffffL
          | ((int) FOUR.get(text, last) & 0xffff_ffffL) << last * Byte.SIZE;
    long word = 0;
    for (int at = 0; at < text.length; at++) word |= (long) text[at] << at * Byte.SIZE;
    return word;
  }

  /**
   * Not 0: something may begin here, or is not ASCII.
   *
   * @param least what makes the highest bit of the first one that is looked for, and of all above
   */
  private static long found(long word, long least) {
    long next = word >>> Byte.SIZE;
    long small = word | SMALL;
    long smallNext = next | SMALL | A_OR_E;
    // In the highest bit of each: it and the next one are no such pair.
    long clear =
        apart(word ^ 'e' * EACH, next ^ 'y' * EACH)
            & apart(small ^ 'b' * EACH, smallNext ^ 'e' * EACH)
            & apart(word ^ '-' * EACH, next ^ '-' * EACH);
    // What is assigned, and two signs between that are looked at again.
    long upToGreater = word + least & ~(word + (0x80 - '>' - 1) * EACH);
    return (~clear | upToGreater | word) & HIGHEST;
  }

  /** In the highest bit of each: the two are not zero both. */
  private static long apart(long one, long other) {
    return (one | other) + REST;
  }

  /** As {@link #none}, for a text of any characters. */
  static boolean each(String text) {
    int length = text.length();
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
