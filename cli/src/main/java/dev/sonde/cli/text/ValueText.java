package dev.sonde.cli.text;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A captured value on a line: {@code Order{id=9312, lines=[..]}}. What is long inside another value shrinks to dots; JSON has it whole. */
final class ValueText {
  private static final int ELEMENTS = 5;
  private static final int NESTED = 40;
  private static final String TYPE = "@type";

  private ValueText() {}

  static String of(@Nullable Object value) {
    return of(value, 0);
  }

  private static String of(@Nullable Object value, int depth) {
    if (value instanceof String text) return string(text);
    if (value instanceof Map<?, ?> map) return nested(object(map, depth), depth, type(map) + "{..}");
    if (value instanceof List<?> list) return nested(list(list, depth), depth, "[..]");
    return value instanceof byte[] bytes ? Amounts.bytes(bytes.length) : Escaped.line(String.valueOf(value));
  }

  private static String nested(String text, int depth, String dots) {
    return depth > 0 && text.length() > NESTED ? dots : text;
  }

  /** Redactions stand out by having no quotes. */
  private static String string(String text) {
    return text.startsWith("‹redacted:") && text.endsWith("›") ? Escaped.line(text) : Escaped.quoted(text);
  }

  private static String object(Map<?, ?> map, int depth) {
    StringBuilder out = new StringBuilder(type(map)).append('{');
    String separator = "";
    for (Map.Entry<?, ?> each : map.entrySet()) {
      if (TYPE.equals(each.getKey())) continue;
      out.append(separator).append(Escaped.line(String.valueOf(each.getKey()))).append('=').append(of(each.getValue(), depth + 1));
      separator = ", ";
    }
    return out.append('}').toString();
  }

  private static String type(Map<?, ?> map) {
    return map.get(TYPE) instanceof String type ? Names.simple(type) : "";
  }

  /** The capture's own last element {@code "… 9900 more"} is added to what is left out here. */
  private static String list(List<?> list, int depth) {
    StringBuilder out = new StringBuilder("[");
    Iterator<?> all = list.iterator();
    for (int i = 0; i < ELEMENTS && all.hasNext(); i++) out.append(i == 0 ? "" : ", ").append(element(all.next(), depth));
    if (list.size() > ELEMENTS) out.append(", … ").append(Amounts.count(more(list))).append(" more");
    return out.append(']').toString();
  }

  private static String element(@Nullable Object element, int depth) {
    return element instanceof String text && text.matches("… \\d+ more") ? text : of(element, depth + 1);
  }

  private static long more(List<?> list) {
    String last = String.valueOf(list.get(list.size() - 1));
    long shown = list.size() - ELEMENTS;
    return last.matches("… \\d{1,18} more") ? shown - 1 + Long.parseLong(last.replaceAll("\\D", "")) : shown;
  }
}
