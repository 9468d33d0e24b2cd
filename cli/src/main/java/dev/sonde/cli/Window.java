package dev.sonde.cli;

/** How many letters and lines a terminal has room for; zeroes where nobody knows. */
record Window(int columns, int rows) {
  static final Window UNKNOWN = new Window(0, 0);

  private static final int USUAL_ROWS = 24;

  /** As {@code stty size} tells it: lines, then columns. */
  static Window told(String text) {
    String[] words = text.strip().split(" ");
    try {
      if (words.length == 2)
        return new Window(Integer.parseInt(words[1]), Integer.parseInt(words[0]));
    } catch (NumberFormatException other) {
      return UNKNOWN;
    }
    return UNKNOWN;
  }

  /** Lines, where nobody knows as many as terminals mostly have. */
  int likelyRows() {
    return rows > 0 ? rows : USUAL_ROWS;
  }

  /** How many rows a line of so many letters takes when it is wrapped. */
  int rowsOf(int letters) {
    return columns <= 0 || letters <= columns ? 1 : (letters + columns - 1) / columns;
  }
}
