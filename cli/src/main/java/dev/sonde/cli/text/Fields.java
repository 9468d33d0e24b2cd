package dev.sonde.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record read leniently: a field that is missing or of another type reads as zero, empty or null,
 * never as an error.
 */
public record Fields(Map<?, ?> map) {
  private static final Fields NONE = new Fields(Map.of());

  static Fields of(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? new Fields(map) : NONE;
  }

  @Nullable Object get(String name) {
    return map.get(name);
  }

  boolean has(String name) {
    return map.containsKey(name);
  }

  public long number(String name) {
    return map.get(name) instanceof Number number ? number.longValue() : 0;
  }

  double fraction(String name) {
    return map.get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(map.get(name));
  }

  /** The text, safe to print. */
  public String text(String name) {
    Object value = map.get(name);
    return value == null ? "" : Escaped.line(value.toString());
  }

  Fields fields(String name) {
    return of(map.get(name));
  }

  /** The texts of a list, safe to print. */
  List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    if (map.get(name) instanceof List<?> list)
      list.forEach(item -> all.add(Escaped.line(String.valueOf(item))));
    return all;
  }

  List<Fields> each(String name) {
    List<Fields> all = new ArrayList<>();
    if (map.get(name) instanceof List<?> list) list.forEach(item -> all.add(of(item)));
    return all;
  }
}
