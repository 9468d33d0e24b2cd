package dev.sonde.tracer.condition;

import dev.sonde.tracer.capture.Opener;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The containers of java.util that can be read without running code of the application, taking a
 * lock or changing anything; and what the JDK's wrappers hold. Left out on purpose: WeakHashMap
 * (reading it removes entries), Hashtable and Vector (they lock), IdentityHashMap (a key of a
 * condition is never identical), subclasses of any of these.
 */
final class Known {
  private static final List<String> COLLECTIONS =
      List.of(
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
          "LinkedHashMap$LinkedKeySet",
          "LinkedHashMap$LinkedValues",
          "TreeMap$KeySet",
          "TreeMap$Values",
          "EnumMap$KeySet",
          "EnumMap$Values",
          "concurrent.CopyOnWriteArrayList",
          "concurrent.ConcurrentLinkedQueue",
          "concurrent.ConcurrentLinkedDeque",
          "concurrent.ConcurrentHashMap$KeySetView",
          "concurrent.ConcurrentHashMap$ValuesView");
  private static final List<String> MAPS =
      List.of(
          "HashMap",
          "LinkedHashMap",
          "TreeMap",
          "EnumMap",
          "Properties",
          "ImmutableCollections$Map1",
          "ImmutableCollections$MapN",
          "Collections$EmptyMap",
          "Collections$SingletonMap",
          "concurrent.ConcurrentHashMap");

  /** Classes and the field that holds what they wrap. */
  private static final Map<String, String> WRAPPERS =
      Map.of(
          "Collections$UnmodifiableCollection", "c",
          "Collections$SynchronizedCollection", "c",
          "Collections$CheckedCollection", "c",
          "Collections$UnmodifiableMap", "m",
          "Collections$SynchronizedMap", "m",
          "Collections$CheckedMap", "m",
          "Collections$SetFromMap", "m",
          "TreeSet", "m",
          "concurrent.CopyOnWriteArraySet", "al");

  private static final int DEEPEST = 5;

  private final Set<Class<?>> collections = classes(COLLECTIONS);
  private final Set<Class<?>> maps = classes(MAPS);
  private final Map<Class<?>, MethodHandle> wrappers = new HashMap<>();
  private final @Nullable MethodHandle linkedGet;

  Known(Opener opener) {
    boolean open = opener.open(HashMap.class) && opener.open(java.util.concurrent.Future.class);
    if (open) WRAPPERS.forEach(this::wrapper);
    linkedGet = open ? linkedGet() : null;
  }

  private static Set<Class<?>> classes(List<String> names) {
    Set<Class<?>> classes = new HashSet<>();
    for (String name : names) {
      Class<?> type = jdk(name);
      if (type != null) classes.add(type);
    }
    return classes;
  }

  private static @Nullable Class<?> jdk(String name) {
    try {
      return Class.forName("java.util." + name, false, null);
    } catch (ClassNotFoundException notInThisJdk) {
      return null;
    }
  }

  private void wrapper(String name, String field) {
    Class<?> type = jdk(name);
    try {
      if (type == null) return;
      Lookup within = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      Class<?> held = type.getDeclaredField(field).getType();
      MethodHandle getter = within.findGetter(type, field, held);
      wrappers.put(type, getter.asType(MethodType.methodType(Object.class, Object.class)));
    } catch (ReflectiveOperationException | RuntimeException otherwiseInThisJdk) {
      wrappers.remove(type);
    }
  }

  /** {@code HashMap.get} of a LinkedHashMap, whose own one may move the entry. */
  private static @Nullable MethodHandle linkedGet() {
    try {
      Lookup within = MethodHandles.privateLookupIn(LinkedHashMap.class, MethodHandles.lookup());
      MethodType type = MethodType.methodType(Object.class, Object.class);
      return within.findSpecial(HashMap.class, "get", type, LinkedHashMap.class);
    } catch (ReflectiveOperationException refused) {
      return null;
    }
  }

  /** The collection, or the one inside a wrapper; null if its code is not known. */
  @Nullable Collection<?> collection(Object value) throws Throwable {
    Object held = held(value);
    if (held instanceof Collection<?> collection && collections.contains(held.getClass()))
      return collection;
    return held instanceof Map<?, ?> map && value instanceof Collection<?> && known(map)
        ? map.keySet()
        : null;
  }

  @Nullable Map<?, ?> map(Object value) throws Throwable {
    return held(value) instanceof Map<?, ?> map && known(map) ? map : null;
  }

  private boolean known(Map<?, ?> map) {
    return maps.contains(map.getClass());
  }

  /**
   * What a key means in a map that {@link #map} gave.
   *
   * @param key of the JDK
   */
  @Nullable Object get(Map<?, ?> map, Object key) throws Throwable {
    if (map.getClass() == TreeMap.class && ((TreeMap<?, ?>) map).comparator() != null)
      throw Unfit.code(map, "a key, by the comparator,");
    if (map.getClass() != LinkedHashMap.class) return map.get(key);
    if (linkedGet == null) throw Unfit.code(map, "a key");
    return (Object) linkedGet.invoke((LinkedHashMap<?, ?>) map, key);
  }

  private Object held(Object value) throws Throwable {
    Object held = value;
    for (int depth = 0; depth < DEEPEST; depth++) {
      MethodHandle getter = getter(held.getClass());
      Object inner = getter == null ? null : (Object) getter.invokeExact(held);
      if (inner == null) return held;
      held = inner;
    }
    return held;
  }

  private @Nullable MethodHandle getter(Class<?> type) {
    if (type.getClassLoader() != null || collections.contains(type)) return null;
    for (Class<?> each = type; each != Object.class && each != null; each = each.getSuperclass()) {
      MethodHandle getter = wrappers.get(each);
      if (getter != null) return getter;
    }
    return null;
  }
}
