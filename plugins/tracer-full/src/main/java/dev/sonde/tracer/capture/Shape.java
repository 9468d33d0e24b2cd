package dev.sonde.tracer.capture;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one class that are shown, its own first, then those of its superclasses, as far as
 * they are not the JDK's.
 *
 * @param more how many fields are not shown
 * @param unreadable why fields are missing; null if none is
 */
record Shape(List<Entry> entries, int more, @Nullable String unreadable) {
  /**
   * A readable field.
   *
   * @param word the strong word in its name
   */
  record Entry(Field field, String key, @Nullable String word) {
    /**
     * Whether it holds what a field named {@code key} or {@code name} beside it names, as in
     * headers and cookies.
     */
    boolean labelled() {
      return key.startsWith("value");
    }

    private boolean label() {
      return (key.equals("name") || key.equals("key")) && field.getType() == String.class;
    }
  }

  /** The strong word in the name that an object gives to its own value; null if it gives none. */
  @Nullable String labelWord(Object value) {
    for (Entry entry : entries) {
      String word = entry.label() ? word(entry.field(), value) : null;
      if (word != null) return word;
    }
    return null;
  }

  private static @Nullable String word(Field label, Object value) {
    try {
      return label.get(value) instanceof String name ? Redaction.word(name) : null;
    } catch (IllegalAccessException refused) {
      return null;
    }
  }

  static Shape of(Class<?> type, Opener opener) {
    List<Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    String unreadable = null;
    int count = 0;
    for (Class<?> each = type; each != null && !Jdk.defines(each); each = each.getSuperclass()) {
      try {
        for (Field field : each.getDeclaredFields())
          if (shown(field) && readable(field, opener) && count++ < Limits.FIELDS)
            entries.add(entry(field, keys));
      } catch (LinkageError | RuntimeException missing) {
        unreadable = each.getName() + ": " + missing.getClass().getName();
      }
    }
    return new Shape(List.copyOf(entries), Math.max(0, count - Limits.FIELDS), unreadable);
  }

  private static boolean shown(Field field) {
    return !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic();
  }

  private static boolean readable(Field field, Opener opener) {
    if (opener.open(field.getDeclaringClass()) && field.trySetAccessible()) return true;
    throw new IllegalStateException("not open");
  }

  /** A field that hides one of its superclass leaves it the name of its class. */
  private static Entry entry(Field field, Set<String> keys) {
    String name = Limits.cut(field.getName());
    String key = keys.add(name) ? name : owner(field) + "." + name;
    return new Entry(field, key, Redaction.word(name));
  }

  private static String owner(Field field) {
    String name = field.getDeclaringClass().getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
