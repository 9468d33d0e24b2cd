package dev.sonde.operator.repository;

import java.util.Arrays;

/**
 * A version such as {@code 1.4.0} or {@code 1.5.0-rc2}: numbers compare as numbers, and a suffix
 * comes before none.
 */
record PluginVersion(String text) implements Comparable<PluginVersion> {
  @Override
  public int compareTo(PluginVersion other) {
    int numbers = Arrays.compare(numbers(), other.numbers());
    if (numbers != 0) return numbers;
    if (suffix().isEmpty() || other.suffix().isEmpty()) {
      return Boolean.compare(suffix().isEmpty(), other.suffix().isEmpty());
    }
    return suffix().compareTo(other.suffix());
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
    return dash < 0 ? "" : text.substring(dash);
  }
}
