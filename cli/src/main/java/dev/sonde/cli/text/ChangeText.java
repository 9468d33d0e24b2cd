package dev.sonde.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call has changed of its arguments and its object, by path: {@code order.total: 0 -> 42}.
 * JSON has both values whole.
 */
final class ChangeText {
  private static final int MOST = 8;
  private static final Object ABSENT = new Object();

  private final List<String> lines = new ArrayList<>();

  private ChangeText() {}

  static List<String> of(Fields call) {
    ChangeText text = new ChangeText();
    for (Fields each : call.each("changed"))
      text.compare(each.text("name"), before(call, each.text("name")), each.get("after"));
    return text.shown();
  }

  private static @Nullable Object before(Fields call, String name) {
    if (name.equals("this")) return call.fields("this").get("value");
    for (Fields each : call.each("args"))
      if (each.text("name").equals(name)) return each.get("value");
    return ABSENT;
  }

  private List<String> shown() {
    if (lines.size() <= MOST) return lines;
    List<String> few = new ArrayList<>(lines.subList(0, MOST));
    few.add("… " + Amounts.count(lines.size() - MOST) + " more");
    return few;
  }

  private void compare(String path, @Nullable Object before, @Nullable Object after) {
    if (Objects.equals(before, after)) return;
    if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> now && sameType(old, now))
      fields(path, old, now);
    else if (before instanceof List<?> old && after instanceof List<?> now)
      elements(path, old, now);
    else lines.add(path + ": " + text(before) + " -> " + text(after));
  }

  private static boolean sameType(Map<?, ?> before, Map<?, ?> after) {
    return Objects.equals(before.get("@type"), after.get("@type"));
  }

  private void fields(String path, Map<?, ?> before, Map<?, ?> after) {
    Set<Object> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (Object key : keys)
      compare(path + "." + Escaped.line(String.valueOf(key)), in(before, key), in(after, key));
  }

  private static @Nullable Object in(Map<?, ?> map, Object key) {
    return map.containsKey(key) ? map.get(key) : ABSENT;
  }

  private void elements(String path, List<?> before, List<?> after) {
    for (int i = 0; i < Math.max(before.size(), after.size()); i++)
      compare(path + "[" + i + "]", in(before, i), in(after, i));
  }

  private static @Nullable Object in(List<?> list, int index) {
    return index < list.size() ? list.get(index) : ABSENT;
  }

  private static String text(@Nullable Object value) {
    return value == ABSENT ? "nothing" : ValueText.of(value);
  }
}
