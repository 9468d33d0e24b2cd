package dev.sonde.cli.editor;

import java.util.List;

/** What may stand at a place of a line. */
@FunctionalInterface
public interface Hints {
  /**
   * One of them.
   *
   * @param complete whether a space follows it
   */
  record Hint(String text, boolean complete) {}

  /**
   * Answers within a moment, maybe with nothing.
   *
   * @param before the words before this one
   * @param begun what is typed of this one
   */
  List<Hint> of(List<String> before, String begun);
}
