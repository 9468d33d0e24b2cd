package dev.sonde.jshell;

/** Text of the target, without what a terminal would obey. */
final class Plain {
  private boolean high;

  static String text(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(c == '\n' || c == '\t' || !Character.isISOControl(c) ? c : '?');
    }
    return plain.toString();
  }

  /** The next piece of a stream in UTF-8; a sign may be cut between two of them. */
  byte[] bytes(byte[] piece) {
    byte[] plain = piece.clone();
    for (int i = 0; i < plain.length; i++) {
      int b = plain[i] & 0xff;
      boolean control = b < ' ' && b != '\n' && b != '\t' && b != '\r' || b == 0x7f;
      if (control || high && b >= 0x80 && b < 0xa0) plain[i] = '?';
      high = b == 0xc2;
    }
    return plain;
  }
}
