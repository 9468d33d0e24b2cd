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
 * @param strong the name of the class, if it has a strong word, as of {@code Password}
 * @param reader null: reflection
 */
record Shape(
    List<Entry> entries,
    int more,
    @Nullable String unreadable,
    @Nullable String strong,
    @Nullable FieldReader reader) {
  /**
   * A readable field.
   *
   * @param word the strong word in its name
   * @param place for the shape's reader; null if it has none
   */
  record Entry(Field field, String key, @Nullable String word, long @Nullable [] place) {
    private boolean label() {
      return (key.equals("name") || key.equals("key")) && field.getType() == String.class;
    }
  }

  /**
   * The strong name of what an object of this class holds: that which a field {@code key} or {@code
   * name} of it has, as in headers, or that of the class; null if there is none.
   */
  @Nullable String label(Object value) {
    for (Entry entry : entries) {
      String name = entry.label() ? name(entry, value) : null;
      if (name != null) return name;
    }
    return strong;
  }

  /** Whether a field holds what {@link #label} names: the value, or all there is. */
  boolean labels(Entry entry) {
    return entry.key().startsWith("value") || entries.size() == 1 && more == 0;
  }

  private @Nullable String name(Entry label, Object value) {
    try {
      return value(label, value) instanceof String name && Redaction.word(name) != null
          ? name
          : null;
    } catch (IllegalAccessException refused) {
      return null;
    }
  }

  /** What a field of it holds now, boxed. An offset is used in objects of its class alone. */
  @Nullable Object value(Entry entry, Object owner) throws IllegalAccessException {
    Field field = entry.field();
    long[] place = entry.place();
    return reader == null || place == null || !field.getDeclaringClass().isInstance(owner)
        ? field.get(owner)
        : reader.read(owner, place);
  }

  static Shape of(Class<?> type, Opener opener, @Nullable FieldReader reader) {
    List<Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    String unreadable = null;
    int count = 0;
    for (Class<?> each = type; each != null && !Jdk.defines(each); each = each.getSuperclass()) {
      try {
        for (Field field : each.getDeclaredFields())
          if (shown(field) && readable(field, opener) && count++ < Limits.FIELDS)
            entries.add(entry(field, keys, reader));
      } catch (LinkageError | RuntimeException missing) {
        unreadable = each.getName() + ": " + missing.getClass().getName();
      }
    }
    return new Shape(
        List.copyOf(entries), Math.max(0, count - Limits.FIELDS), unreadable, strong(type), reader);
  }

  private static @Nullable String strong(Class<?> type) {
    String name = type.getName();
    String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    return Redaction.word(simple) == null ? null : simple;
  }

  private static boolean shown(Field field) {
    return !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic();
  }

  private static boolean readable(Field field, Opener opener) {
    if (opener.open(field.getDeclaringClass()) && field.trySetAccessible()) return true;
    throw new IllegalStateException("not open");
  }

  /** A field that hides one of its superclass leaves it the name of its class. */
  private static Entry entry(Field field, Set<String> keys, @Nullable FieldReader reader) {
    String name = Limits.cut(field.getName());
    String key = keys.add(name) ? name : owner(field) + "." + name;
    long[] place = reader == null ? null : reader.place(field);
    return new Entry(field, key, Redaction.word(name), place);
  }

  private static String owner(Field field) {
    String name = field.getDeclaringClass().getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
