package dev.sonde.tracer.capture;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The collections and maps of java.util whose iteration calls no other code, takes no lock and
 * changes nothing; and, for those that only wrap another, the field that holds it. Left out on
 * purpose: sub maps and sub sets (they call comparators), WeakHashMap (reading it removes entries),
 * blocking queues and Vector's iterator (they lock); subclasses of any, but for {@link Heirs}.
 */
public final class Containers {
  /** Names behind {@code java.util.}, as those of {@link #MAPS}. */
  public static final Set<String> COLLECTIONS =
      Set.of(
          "ArrayList",
          "LinkedList",
          "ArrayDeque",
          "HashSet",
          "LinkedHashSet",
          "PriorityQueue",
          "RegularEnumSet",
          "JumboEnumSet",
          "Arrays$ArrayList",
          "ImmutableCollections$List12",
          "ImmutableCollections$ListN",
          "ImmutableCollections$Set12",
          "ImmutableCollections$SetN",
          "ImmutableCollections$SubList",
          "Collections$EmptyList",
          "Collections$EmptySet",
          "Collections$SingletonList",
          "Collections$SingletonSet",
          "HashMap$KeySet",
          "HashMap$Values",
          "HashMap$EntrySet",
          "LinkedHashMap$LinkedEntrySet",
          "TreeMap$EntrySet",
          "ArrayList$SubList",
          "LinkedHashMap$LinkedKeySet",
          "LinkedHashMap$LinkedValues",
          "TreeMap$Values",
          "EnumMap$KeySet",
          "EnumMap$Values",
          "concurrent.CopyOnWriteArrayList",
          "concurrent.ConcurrentLinkedQueue",
          "concurrent.ConcurrentLinkedDeque",
          "concurrent.ConcurrentHashMap$KeySetView",
          "concurrent.ConcurrentHashMap$EntrySetView",
          "concurrent.ConcurrentHashMap$ValuesView");

  public static final Set<String> MAPS =
      Set.of(
          "HashMap",
          "LinkedHashMap",
          "TreeMap",
          "EnumMap",
          "IdentityHashMap",
          "Properties",
          "ImmutableCollections$Map1",
          "ImmutableCollections$MapN",
          "Collections$EmptyMap",
          "Collections$SingletonMap",
          "concurrent.ConcurrentHashMap",
          "concurrent.ConcurrentSkipListMap");
  private static final Set<String> ENTRIES =
      Set.of(
          "AbstractMap$SimpleEntry",
          "AbstractMap$SimpleImmutableEntry",
          "KeyValueHolder",
          "HashMap$Node",
          "HashMap$TreeNode",
          "LinkedHashMap$Entry",
          "TreeMap$Entry",
          "concurrent.ConcurrentHashMap$MapEntry");
  private static final String PACKAGE = "java.util.";

  private final Opener opener;
  private final Heirs heirs;
  private volatile @Nullable Insides insides;

  Containers(Opener opener) {
    this.opener = opener;
    this.heirs = new Heirs(opener);
  }

  Heirs heirs() {
    return heirs;
  }

  /** Made when it is needed, which it rarely is. */
  Insides insides() {
    Insides made = insides;
    if (made == null) insides = made = new Insides(opener);
    return made;
  }

  /** Whether this is a map that is read as {@link Heirs} are: its own methods lock. */
  static boolean locks(Object value) {
    return value.getClass().getName().equals("java.util.Hashtable");
  }

  static @Nullable Collection<?> collection(Object value) {
    return value instanceof Collection<?> collection && listed(value, COLLECTIONS)
        ? collection
        : null;
  }

  static @Nullable Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map && listed(value, MAPS) ? map : null;
  }

  /** Whether an entry holds key and value itself, and does not ask another one. */
  static boolean plainEntry(Object value) {
    return value instanceof Map.Entry<?, ?> && listed(value, ENTRIES);
  }

  private static boolean listed(Object value, Set<String> names) {
    String name = value.getClass().getName();
    return name.startsWith(PACKAGE) && names.contains(name.substring(PACKAGE.length()));
  }

  /** How many elements there are; -1 where counting them takes as long as reading them. */
  static int size(Collection<?> collection) {
    return collection.getClass().getName().startsWith(PACKAGE + "concurrent.ConcurrentLinked")
        ? -1
        : collection.size();
  }

  /**
   * What a wrapper such as {@code Collections.unmodifiableList} holds: a collection, map or array;
   * null if it is none, or cannot be read.
   */
  @Nullable Object unwrap(Object value) {
    String field = wrapped(value.getClass().getName());
    if (field == null || !opener.open(value.getClass())) return null;
    for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
      Object held = read(type, field, value);
      if (held != null) return held;
    }
    return null;
  }

  /**
   * How many elements of an array are an object's, which is the array itself, or holds it: a Vector
   * has room for more.
   */
  int length(Object value, Object array) {
    int length = Array.getLength(array);
    if (value == array) return length;
    for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass())
      if (read(type, "elementCount", value) instanceof Integer count)
        return Math.min(count, length);
    return length;
  }

  private static @Nullable String wrapped(String name) {
    if (name.equals("java.util.Vector") || name.equals("java.util.Stack")) return "elementData";
    // The keys of a sub map are of the same class: what they are keys of decides.
    if (name.equals("java.util.TreeSet") || name.equals("java.util.TreeMap$KeySet")) return "m";
    if (name.equals("java.util.concurrent.ConcurrentSkipListSet")) return "m";
    if (name.equals("java.util.concurrent.CopyOnWriteArraySet")) return "al";
    if (!name.startsWith("java.util.Collections$")) return null;
    boolean wraps =
        name.contains("$Unmodifiable")
            || name.contains("$Synchronized")
            || name.contains("$Checked")
            || name.endsWith("$SetFromMap");
    if (!wraps) return null;
    return name.endsWith("Map") ? "m" : "c";
  }

  private static @Nullable Object read(Class<?> type, String name, Object value) {
    try {
      Field field = type.getDeclaredField(name);
      return field.trySetAccessible() ? field.get(value) : null;
    } catch (ReflectiveOperationException elsewhere) {
      return null;
    }
  }
}
