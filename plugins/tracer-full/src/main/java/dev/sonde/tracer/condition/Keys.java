package dev.sonde.tracer.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What else a key may mean that was written as a text or a number, where the class of a map's keys
 * is not known beforehand: a letter, a UUID, a number of another width.
 */
final class Keys {
  private static final int UUID_LENGTH = 36;

  private Keys() {}

  /** Whether it can be nothing else, as most texts. */
  static boolean means(Object key) {
    if (key instanceof String text) return text.length() != 1 && text.length() != UUID_LENGTH;
    return !(key instanceof Number);
  }

  /** Other keys of the JDK, each of another class; most likely there is one at most. */
  static List<Object> others(Map<?, ?> map, Object key) {
    List<Object> others = new ArrayList<>();
    if (key instanceof String text) ofText(text, others);
    else if (key instanceof Number number && !(key instanceof Double || key instanceof Float))
      ofWhole(number.longValue(), others);
    else if (key instanceof Double || key instanceof Float) ofReal((Number) key, others);
    Class<?> wanted = compared(map);
    others.removeIf(
        each -> each.getClass() == key.getClass() || wanted != null && each.getClass() != wanted);
    return others;
  }

  /**
   * The class of keys that are compared, each other one is an error to them; null: they are not.
   */
  static @Nullable Class<?> compared(Map<?, ?> map) {
    boolean compares = map.getClass() == TreeMap.class && !map.isEmpty();
    return compares ? ((TreeMap<?, ?>) map).firstKey().getClass() : null;
  }

  private static void ofText(String text, List<Object> others) {
    if (text.length() == 1) others.add(text.charAt(0));
    if (text.length() == UUID_LENGTH && text.charAt(8) == '-') {
      try {
        others.add(UUID.fromString(text));
      } catch (IllegalArgumentException otherText) {
        return;
      }
    }
  }

  private static void ofWhole(long number, List<Object> others) {
    others.add(number);
    if (number == (int) number) others.add((int) number);
    if (number == (short) number) others.add((short) number);
    if (number == (byte) number) others.add((byte) number);
    ofReal(number, others);
  }

  private static void ofReal(Number number, List<Object> others) {
    others.add(number.doubleValue());
    others.add(number.floatValue());
  }
}
