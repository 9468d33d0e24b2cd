package dev.sonde.shell;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The objects that can be reached from static fields of the application's classes and from threads.
 * It runs no code of the application: fields are read, nothing is called, no class is initialised,
 * and what is only weakly referred to is left alone.
 */
final class Reach {
  private static final int MOST_OBJECTS = 3_000_000;
  private static final long MOST_NANOS = 10_000_000_000L;

  private final Consumer<Field> opener;
  private final Predicate<Class<?>> initialized;
  private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> waiting = new ArrayDeque<>();
  private final Map<Class<?>, List<Field>> fields = new HashMap<>();
  private final long began = System.nanoTime();

  /**
   * @param opener makes a field accessible, or throws
   * @param initialized whether a class is: reading a static field would initialise it
   */
  Reach(Consumer<Field> opener, Predicate<Class<?>> initialized) {
    this.opener = opener;
    this.initialized = initialized;
  }

  /**
   * @throws IllegalStateException past 3 million objects, or 10 seconds
   */
  <T> List<T> instances(Class<T> type, Class<?>[] loaded) {
    List<T> found = new ArrayList<>();
    for (Class<?> each : loaded) if (isApplications(each)) statics(each);
    Thread.getAllStackTraces().keySet().forEach(this::meet);
    for (Object next = waiting.poll(); next != null; next = waiting.poll()) {
      Brake.check();
      limit();
      if (type.isInstance(next)) found.add(type.cast(next));
      follow(next);
    }
    return found;
  }

  private void limit() {
    if (met.size() > MOST_OBJECTS || System.nanoTime() - began > MOST_NANOS)
      throw new IllegalStateException(
          "expected an answer within "
              + MOST_OBJECTS
              + " objects and 10 s, and "
              + met.size()
              + " were looked at: take a way from an object that you know, by Peek.field");
  }

  private boolean isApplications(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null
        && loader != ClassLoader.getPlatformClassLoader()
        && type != Brake.class
        && !(loader instanceof SnippetLoader)
        && !type.isArray()
        && !type.isInterface()
        && initialized.test(type);
  }

  private void statics(Class<?> type) {
    for (Field each : declared(type)) if (Modifier.isStatic(each.getModifiers())) read(each, null);
  }

  private void follow(Object owner) {
    if (owner instanceof Object[] array) for (Object each : array) meet(each);
    else if (!owner.getClass().isArray())
      for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass())
        for (Field each : declared(type))
          if (!Modifier.isStatic(each.getModifiers())) read(each, owner);
  }

  private void read(Field field, @Nullable Object owner) {
    try {
      meet(field.get(owner));
    } catch (IllegalAccessException closed) {
      return; // it was opened a moment ago: somebody has closed it
    }
  }

  /** A class or loader leads everywhere, and a reference keeps nothing. */
  private void meet(@Nullable Object object) {
    if (object == null || object instanceof Class || object instanceof ClassLoader) return;
    if (object instanceof Reference || object instanceof SnippetThread) return;
    if (met.add(object)) waiting.add(object);
  }

  private List<Field> declared(Class<?> type) {
    return fields.computeIfAbsent(type, this::open);
  }

  /** Those that hold objects and can be had; a class may name types that are missing. */
  private List<Field> open(Class<?> type) {
    List<Field> open = new ArrayList<>();
    try {
      for (Field each : type.getDeclaredFields()) {
        if (each.getType().isPrimitive() || each.getType() == String.class) continue;
        opener.accept(each);
        open.add(each);
      }
    } catch (RuntimeException | LinkageError missing) {
      return open;
    }
    return open;
  }
}
