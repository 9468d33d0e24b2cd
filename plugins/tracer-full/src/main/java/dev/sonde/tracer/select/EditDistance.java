package dev.sonde.tracer.select;

import java.util.Locale;

/**
 * How far a name is from the one that a person typed: edits, whatever the case; little for a name
 * that contains it.
 */
public final class EditDistance {
  /** Further than anything that is worth to be named. */
  public static final int FAR = Integer.MAX_VALUE;

  private static final int CONTAINED = 2;
  private static final int SHORT = 4;
  private static final int SHORTEST = 3;

  private final String typed;
  private final int limit;

  public EditDistance(String typed) {
    this.typed = typed.toLowerCase(Locale.ROOT);
    this.limit = typed.length() < SHORTEST ? 0 : Math.max(1, typed.length() / 4);
  }

  boolean isEmpty() {
    return typed.isEmpty();
  }

  public int to(String name) {
    String other = name.toLowerCase(Locale.ROOT);
    int edits = Math.abs(other.length() - typed.length()) > limit ? FAR : edits(other);
    boolean sameStart = typed.length() > SHORT || typed.regionMatches(0, other, 0, 1);
    if (edits == 0 || edits <= limit && sameStart) return edits;
    return contained(typed, other) || contained(other, typed) ? Math.max(CONTAINED, limit) : FAR;
  }

  /** A part that is less than half of the whole says little. */
  private static boolean contained(String part, String whole) {
    return part.length() >= SHORT && 2 * part.length() >= whole.length() && whole.contains(part);
  }

  /**
   * Levenshtein's distance, with two neighbours in the wrong order as one edit; three rows at a
   * time.
   */
  private int edits(String other) {
    int[] before = new int[0];
    int[] above = new int[other.length() + 1];
    for (int j = 0; j < above.length; j++) above[j] = j;
    for (int i = 1; i <= typed.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = above[j - 1] + (typed.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
        if (swapped(other, i, j)) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      before = above;
      above = row;
    }
    return above[other.length()];
  }

  private boolean swapped(String other, int i, int j) {
    return i > 1
        && j > 1
        && typed.charAt(i - 1) == other.charAt(j - 2)
        && typed.charAt(i - 2) == other.charAt(j - 1);
  }
}
