package dev.sonde.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A captured value on a line: {@code Order{id=9312, lines=[..]}}. What is long inside another value
 * shrinks to dots; JSON has it whole.
 */
final class ValueText {
  private static final int ELEMENTS = 5;
  private static final int FIELDS = 6;
  private static final int NESTED = 40;
  private static final String TYPE = "@type";
  private static final String UNSHOWN = "@more";
  private static final String REDACTED = "@redacted";
  private static final String HIDDEN = "… ";
  private static final String UNREADABLE = "‹unreadable";

  private ValueText() {}

  static String of(@Nullable Object value) {
    return of(value, 0);
  }

  private static String of(@Nullable Object value, int depth) {
    if (value instanceof String text)
      return unreadable(text) ? Escaped.line(text) : Escaped.quoted(text);
    if (value instanceof Map<?, ?> map)
      return nested(object(map, depth), depth, type(map) + "{..}");
    if (value instanceof List<?> list) return nested(list(list, depth), depth, "[..]");
    return value instanceof byte[] bytes
        ? Amounts.bytes(bytes.length)
        : Escaped.line(String.valueOf(value));
  }

  private static String nested(String text, int depth, String dots) {
    return depth > 0 && text.length() > NESTED ? dots : text;
  }

  /** A type alone is all that is known of the value, or all there is. */
  private static String object(Map<?, ?> map, int depth) {
    if (map.get(REDACTED) instanceof String verdict)
      return "‹redacted:" + Escaped.line(verdict) + "›";
    List<String> fields = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          if (!TYPE.equals(key) && !UNSHOWN.equals(key))
            fields.add(field(String.valueOf(key), value, depth));
        });
    long hidden =
        (map.get(UNSHOWN) instanceof Number more ? more.longValue() : 0)
            + Math.max(0, fields.size() - FIELDS);
    if (fields.size() > FIELDS) fields.subList(FIELDS, fields.size()).clear();
    if (hidden > 0) fields.add("… " + Amounts.count(hidden) + " more");
    return fields.isEmpty() && map.containsKey(TYPE)
        ? type(map)
        : type(map) + "{" + String.join(", ", fields) + "}";
  }

  /** Keys with an at sign are the capture's own words. */
  private static String field(String key, @Nullable Object value, int depth) {
    return switch (key) {
      case "@size" -> "size " + value;
      case "@cycle" -> "seen above";
      case "@message" -> of(value, depth + 1);
      default -> Escaped.line(key) + "=" + of(value, depth + 1);
    };
  }

  private static String type(Map<?, ?> map) {
    return map.get(TYPE) instanceof String type ? Names.simple(type) : "";
  }

  private static String list(List<?> list, int depth) {
    List<String> elements = new ArrayList<>();
    for (Object each : list.subList(0, Math.min(ELEMENTS, list.size())))
      elements.add(element(each, depth));
    if (list.size() > ELEMENTS) elements.add(more(list));
    return "[" + String.join(", ", elements) + "]";
  }

  private static String element(@Nullable Object element, int depth) {
    return element instanceof String text && text.startsWith(HIDDEN) && More.is(text)
        ? text
        : of(element, depth + 1);
  }

  /** What is left out here, and what the capture has left out before, as its last element says. */
  private static String more(List<?> list) {
    long hidden = list.size() - ELEMENTS;
    Matcher before = More.PATTERN.matcher(String.valueOf(list.get(list.size() - 1)));
    if (!before.matches()) return HIDDEN + Amounts.count(hidden) + " more";
    return before.group(1) == null
        ? HIDDEN + "more"
        : HIDDEN + Amounts.count(hidden - 1 + Long.parseLong(before.group(1))) + " more";
  }

  private static boolean unreadable(String text) {
    return text.startsWith(UNREADABLE)
        && text.endsWith("›")
        && !Character.isJavaIdentifierPart(text.charAt(UNREADABLE.length()));
  }

  /** Regular expressions are loaded where a list has such an element, and not for each call. */
  private static final class More {
    static final Pattern PATTERN = Pattern.compile(HIDDEN + "(?:(\\d{1,18}) )?more");

    private More() {}

    static boolean is(String text) {
      return PATTERN.matcher(text).matches();
    }
  }
}
