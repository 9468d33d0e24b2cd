package dev.sonde.tracer.capture;

/**
 * Recognises a payment card's number: 13 to 19 digits, maybe in groups parted by one space or
 * hyphen each, by its length, its first digit and Luhn's check digit.
 */
final class CardNumber {
  static final int SHORTEST = 13;
  private static final int LONGEST = 19;

  /** The least number of 13 digits that is issued; time stamps are below. */
  private static final long LEAST = 4_000_000_000_000L;

  private static final long MOST_LONG = 9_999_999_999_999_999L;

  private CardNumber() {}

  /**
   * Where a number ends that begins at this digit, the first of its group; -1 if none does. Other
   * digits may follow it as groups of their own, as a card's date does.
   */
  static int end(String text, int start) {
    int[] digits = new int[LONGEST];
    int count = 0;
    int end = -1;
    for (int i = start; i < text.length() && count <= LONGEST; i++) {
      if (digit(text, i)) {
        if (count < LONGEST) digits[count] = text.charAt(i) - '0';
        count++;
      } else if (!parts(text, i)) return is(digits, count) ? i : end;
      else if (is(digits, count)) end = i;
      if (i == text.length() - 1 && is(digits, count)) return text.length();
    }
    return end;
  }

  /** Numbers of 17 digits and more are taken for ids. */
  static boolean is(long number) {
    if (number < LEAST || number > MOST_LONG) return false;
    String text = Long.toString(number);
    return end(text, 0) == text.length();
  }

  private static boolean digit(String text, int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }

  private static boolean parts(String text, int i) {
    return (text.charAt(i) == ' ' || text.charAt(i) == '-') && digit(text, i + 1);
  }

  private static boolean is(int[] digits, int count) {
    if (count < SHORTEST || count > LONGEST) return false;
    return issued(digits[0], count) && luhn(digits, count);
  }

  /** Without it every tenth time stamp would be a card. */
  private static boolean issued(int first, int count) {
    return switch (count) {
      case 13 -> first == 4;
      case 14, 15 -> first == 3;
      case 16 -> first == 2 || first >= 4 && first <= 6;
      default -> first == 4 || first == 6;
    };
  }

  private static boolean luhn(int[] digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int doubled = digits[count - 1 - i] * (i % 2 == 0 ? 1 : 2);
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }
}
