package dev.sonde.tracer.select;

import java.util.Locale;

/** How far a name is from the one that a person typed: edits, whatever the case; little for a name that contains it. */
final class EditDistance {
  /** Further than anything that is worth to be named. */
  static final int FAR = Integer.MAX_VALUE;

  private static final int CONTAINED = 2;
  private static final int SHORT = 3;

  private final String typed;
  private final int limit;

  EditDistance(String typed) {
    this.typed = typed.toLowerCase(Locale.ROOT);
    this.limit = Math.max(1, typed.length() / 3);
  }

  boolean isEmpty() {
    return typed.isEmpty();
  }

  int to(String name) {
    String other = name.toLowerCase(Locale.ROOT);
    int edits = Math.abs(other.length() - typed.length()) > limit ? FAR : edits(other);
    if (edits <= limit) return edits;
    boolean related = typed.length() > SHORT && other.contains(typed) || other.length() > SHORT && typed.contains(other);
    return related ? Math.max(CONTAINED, limit) : FAR;
  }

  /** Levenshtein's distance, one row at a time. */
  private int edits(String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) row[j] = j;
    for (int i = 1; i <= typed.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (typed.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
