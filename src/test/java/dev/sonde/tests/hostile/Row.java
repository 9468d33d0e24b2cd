package dev.sonde.tests.hostile;

/**
 * One line of the table.
 *
 * @param input one of its group's
 * @param verdict {@code SONDE-HASH, exit 4}; or what happens instead, in words
 * @param test class and, where it is not the row's own case, method
 */
public record Row(Group group, String input, Way way, String verdict, String test) {
  public Row {
    if (!group.inputs().contains(input))
      throw new AssertionError("\"" + input + "\" is not among " + group.inputs());
  }

  /** The row of a refusal by {@code id}, which ends the command with {@code exit}. */
  static Row refused(Group group, String input, Way way, String id, int exit, Class<?> test) {
    return new Row(group, input, way, id + ", exit " + exit, test.getSimpleName());
  }

  String line() {
    return "| " + String.join(" | ", input, way.toString(), verdict, "`" + test + "`") + " |";
  }
}
