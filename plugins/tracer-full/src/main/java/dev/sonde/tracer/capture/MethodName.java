package dev.sonde.tracer.capture;

import java.util.List;

/** What the name of a method says of the values that go in and come out. */
final class MethodName {
  /** What follows goes in: {@code findUserByToken}, {@code tokenFor}. */
  private static final List<String> PREPOSITIONS = List.of("By", "From", "For", "With", "Of", "To");

  private MethodName() {}

  static boolean sets(String method) {
    return begins(method, "set");
  }

  /** The part that names what comes out; empty if none does. */
  static String answer(String method) {
    if (sets(method) || begins(method, "with")) return "";
    int end = method.length();
    for (String each : PREPOSITIONS)
      for (int at = method.indexOf(each, 1); at > 0; at = method.indexOf(each, at + 1))
        if (isWord(method, at, each.length())) end = Math.min(end, at);
    return method.substring(begins(method, "get") ? Math.min(3, end) : 0, end);
  }

  private static boolean begins(String method, String verb) {
    return method.startsWith(verb) && isWord(method, 0, verb.length());
  }

  private static boolean isWord(String method, int start, int length) {
    int end = start + length;
    return end >= method.length() || !Character.isLowerCase(method.charAt(end));
  }
}
