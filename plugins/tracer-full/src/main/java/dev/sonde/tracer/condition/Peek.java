package dev.sonde.tracer.condition;

import dev.sonde.tracer.capture.Opener;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a condition does with values that plain code cannot do without running code of the
 * application. Called through handles, in the application's threads; operands that are references
 * are never null, but for {@link #narrowed}.
 */
final class Peek {
  /** More elements are not looked at: the condition fails. */
  static final int ELEMENTS = 1_000;

  private final Opener opener;
  private final Causes causes;

  /** Made when it is needed, which few conditions do: it loads what it knows. */
  private volatile @Nullable Known known;

  Peek(Opener opener) {
    this.opener = opener;
    causes = new Causes(opener);
  }

  /** The method of this name, of this class, {@link Causes}, {@link Ranking} or {@link Texts}. */
  MethodHandle handle(String name) {
    known(); // not in a thread of the application
    for (Object holder : new Object[] {this, causes, Ranking.class, Texts.class}) {
      Class<?> type = holder instanceof Class<?> none ? none : holder.getClass();
      for (Method each : type.getDeclaredMethods())
        if (each.getName().equals(name)) return handle(each, holder);
    }
    throw new IllegalArgumentException(name);
  }

  private static MethodHandle handle(Method method, Object holder) {
    try {
      MethodHandle handle = MethodHandles.lookup().unreflect(method);
      return Modifier.isStatic(method.getModifiers()) ? handle : handle.bindTo(holder);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Nullable Object narrowed(Class<?> type, @Nullable Object value) {
    return type.isInstance(value) ? value : null;
  }

  boolean instance(Class<?> type, Object value) {
    return type.isInstance(value);
  }

  /** The value, if this is its very class: a subclass may have overridden what follows. */
  Object exactly(Class<?> type, Object value) {
    if (value.getClass() == type) return value;
    throw Unfit.code(value, "that");
  }

  /** For a class that was not loaded when the condition was given its types. */
  static void unknown(String method, Object value) {
    throw Unfit.code(value, method);
  }

  Iterator<?> iterator(Object value) throws Throwable {
    return collection(value, "iterating").iterator();
  }

  long size(Object value) throws Throwable {
    Map<?, ?> map = known().map(value);
    return map == null ? collection(value, "size()").size() : map.size();
  }

  boolean empty(Object value) throws Throwable {
    Map<?, ?> map = known().map(value);
    return map == null ? collection(value, "isEmpty()").isEmpty() : map.isEmpty();
  }

  @Nullable Object at(Object value, long index) throws Throwable {
    Collection<?> collection = collection(value, "an element");
    if (index < 0 || index >= collection.size()) return null;
    if (collection instanceof List<?> list) return list.get((int) index);
    Iterator<?> each = collection.iterator();
    for (long i = 0; i < index; i++) each.next();
    return each.next();
  }

  @Nullable Object get(Object value, Object key) throws Throwable {
    return known().get(map(value, "a key"), key);
  }

  /** By the name of an enum constant, which is not asked for by itself: that could run code. */
  @Nullable Object getNamed(Object value, Object name) throws Throwable {
    for (Map.Entry<?, ?> each : map(value, "a key").entrySet())
      if (each.getKey() instanceof Enum<?> key && key.name().equals(name)) return each.getValue();
    return null;
  }

  boolean containsKey(Object value, Object key) throws Throwable {
    return known().get(map(value, "a key"), key) != null;
  }

  @Nullable Object held(Object optional) {
    return ((Optional<?>) optional).orElse(null);
  }

  Object values(Object value) throws Throwable {
    return map(value, "values()").values();
  }

  Object keys(Object value) throws Throwable {
    return map(value, "keySet()").keySet();
  }

  boolean contains(Object value, Object element) throws Throwable {
    int count = 0;
    for (Object each : collection(value, "contains()")) {
      if (++count > ELEMENTS) throw tooMany();
      if (each != null && (Ranking.same(element, each) || Texts.named(each, element))) return true;
    }
    return false;
  }

  /** Called when one more element is to be looked at. */
  static void bounded(long count) {
    if (count >= ELEMENTS) throw tooMany();
  }

  private static Unfit tooMany() {
    return new Unfit("more than " + ELEMENTS + " elements");
  }

  private Collection<?> collection(Object value, String what) throws Throwable {
    Collection<?> collection = known().collection(value);
    if (collection == null) throw Unfit.code(value, what);
    return collection;
  }

  private Map<?, ?> map(Object value, String what) throws Throwable {
    Map<?, ?> map = known().map(value);
    if (map == null) throw Unfit.code(value, what);
    return map;
  }

  private Known known() {
    Known made = known;
    if (made == null) known = made = new Known(opener);
    return made;
  }
}
