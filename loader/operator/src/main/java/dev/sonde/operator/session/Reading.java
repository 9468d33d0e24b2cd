package dev.sonde.operator.session;

import dev.sonde.wire.WireException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map that came over the wire, read by key. What has another type than expected is a breach; what
 * is absent is empty or zero.
 */
record Reading(Map<String, ? extends @Nullable Object> map) {
  long number(String key) {
    return get(key, Long.class, 0L);
  }

  String text(String key) {
    return get(key, String.class, "");
  }

  boolean truth(String key) {
    return get(key, Boolean.class, false);
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object each : get(key, List.class, List.of())) texts.add(as(key, String.class, each));
    return texts;
  }

  List<Reading> readings(String key) {
    List<Reading> readings = new ArrayList<>();
    for (Object each : get(key, List.class, List.of())) readings.add(of(key, each));
    return readings;
  }

  Map<String, Long> numbers(String key) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    of(key, get(key, Map.class, Map.of()))
        .map
        .forEach((name, value) -> numbers.put(name, as(key, Long.class, value)));
    return numbers;
  }

  @SuppressWarnings("unchecked") // ValueReader makes maps with string keys alone
  private static Reading of(String key, @Nullable Object value) {
    return new Reading((Map<String, @Nullable Object>) as(key, Map.class, value));
  }

  private <T> T get(String key, Class<T> type, T absent) {
    Object value = map.get(key);
    return value == null ? absent : as(key, type, value);
  }

  private static <T> T as(String key, Class<T> type, @Nullable Object value) {
    if (!type.isInstance(value))
      throw new WireException(
          "expected a " + type.getSimpleName() + " for " + key + ", got " + value);
    return type.cast(value);
  }
}
