package dev.sonde.operator.jvm;

/** How people call a program: by its main class, its simple name, or its jar. */
final class Mains {
  private Mains() {}

  /** Whether the query is all of the name, so that a longer name is not meant. */
  static boolean isWhole(String main, String query) {
    return main.equals(query)
        || last(main, '/').equals(query)
        || last(main, '/').equals(query + ".jar")
        || last(main, '.').equals(query);
  }

  /** Other operators are seldom meant, and their arguments name what they look at. */
  static boolean isSonde(String main) {
    return last(main, '/').matches("sonde(-[0-9.]+)?\\.jar") || main.startsWith("dev.sonde.cli.");
  }

  static String shortened(String main, int length) {
    return main.length() <= length ? main : "…" + main.substring(main.length() - length + 1);
  }

  private static String last(String main, char after) {
    return main.substring(main.lastIndexOf(after) + 1);
  }
}
