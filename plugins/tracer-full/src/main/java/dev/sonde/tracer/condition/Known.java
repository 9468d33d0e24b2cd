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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Those of the {@link dev.sonde.tracer.capture.Containers} of java.util that can also be asked for
 * a key without running code of the application; and what the JDK's wrappers hold. A class is known
 * by itself here: to look for its name at each call costs more.
 */
final class Known {
  /** They can be iterated, and not asked for a key: it is never identical, or is compared. */
  private static final Set<String> UNASKED =
      Set.of("IdentityHashMap", "concurrent.ConcurrentSkipListMap");

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
          "TreeMap$KeySet", "m",
          "concurrent.CopyOnWriteArraySet", "al");

  private static final int DEEPEST = 5;

  private final Set<Class<?>> collections =
      classes(dev.sonde.tracer.capture.Containers.COLLECTIONS);
  private final Set<Class<?>> maps = classes(dev.sonde.tracer.capture.Containers.MAPS);
  private final Map<Class<?>, MethodHandle> wrappers = new HashMap<>();
  private final @Nullable MethodHandle linkedGet;

  Known(Opener opener) {
    boolean open = opener.open(HashMap.class) && opener.open(java.util.concurrent.Future.class);
    if (open) WRAPPERS.forEach(this::wrapper);
    linkedGet = open ? linkedGet() : null;
  }

  private static Set<Class<?>> classes(Set<String> names) {
    Set<Class<?>> classes = new HashSet<>();
    for (String name : names) {
      Class<?> type = UNASKED.contains(name) ? null : jdk(name);
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
    Class<?> compared = Keys.compared(map);
    Object value = compared == null || compared == key.getClass() ? plain(map, key) : null;
    if (value != null || map.isEmpty() || Keys.means(key)) return value;
    for (Object other : Keys.others(map, key)) {
      value = plain(map, other);
      if (value != null) return value;
    }
    return null;
  }

  private @Nullable Object plain(Map<?, ?> map, Object key) throws Throwable {
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
