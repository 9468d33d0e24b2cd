package dev.sonde.tracer.capture;

/** Recognises a payment card's number: its length and first digit, and Luhn's check digit. */
final class CardNumber {
  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;

  private CardNumber() {}

  /**
   * Whether a run of digits, maybe in groups parted by one space or hyphen each, is such a number.
   */
  static boolean in(String text) {
    int[] digits = new int[LONGEST + 1];
    int count = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c >= '0' && c <= '9') digits[Math.min(count++, LONGEST)] = c - '0';
      else if (!parts(text, i) && count > 0) {
        if (is(digits, count)) return true;
        count = 0;
      }
    }
    return false;
  }

  private static boolean parts(String text, int i) {
    if (i == 0 || i >= text.length() - 1 || text.charAt(i) != ' ' && text.charAt(i) != '-')
      return false;
    return Character.isDigit(text.charAt(i - 1)) && Character.isDigit(text.charAt(i + 1));
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
