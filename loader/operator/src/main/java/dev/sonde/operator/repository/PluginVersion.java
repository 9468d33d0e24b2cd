package dev.sonde.operator.repository;

import java.util.Arrays;

/**
 * A version such as {@code 1.4.0} or {@code 1.5.0-rc.2}, in the order of semver.org: numbers
 * compare as numbers, and a suffix comes before none; within it each part between dots compares, a
 * number before a word.
 */
record PluginVersion(String text) implements Comparable<PluginVersion> {
  @Override
  public int compareTo(PluginVersion other) {
    int numbers = Arrays.compare(numbers(), other.numbers());
    if (numbers != 0) return numbers;
    if (suffix().isEmpty() || other.suffix().isEmpty()) {
      return Boolean.compare(suffix().isEmpty(), other.suffix().isEmpty());
    }
    return compareSuffix(suffix().split("\\."), other.suffix().split("\\."));
  }

  private static int compareSuffix(String[] own, String[] other) {
    for (int i = 0; i < Math.min(own.length, other.length); i++) {
      long left = number(own[i]);
      long right = number(other[i]);
      int part = left < 0 && right < 0 ? own[i].compareTo(other[i]) : Long.compare(left, right);
      if (part != 0) return left >= 0 == right >= 0 ? part : left >= 0 ? -1 : 1;
    }
    return Integer.compare(own.length, other.length);
  }

  private long[] numbers() {
    return Arrays.stream(text.split("-", 2)[0].split("\\."))
        .mapToLong(PluginVersion::number)
        .toArray();
  }

  private static long number(String digits) {
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
  }

  private String suffix() {
    int dash = text.indexOf('-');
    return dash < 0 ? "" : text.substring(dash + 1);
  }
}
