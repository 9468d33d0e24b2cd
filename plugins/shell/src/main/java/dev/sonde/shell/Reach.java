package dev.sonde.shell;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private final Consumer<Field> opener;
  private final Predicate<Class<?>> initialized;

  /** Each object that was met, and the field or thread that led to it first. */
  private final Map<Object, Object> met = new IdentityHashMap<>();

  private final Deque<Object> waiting = new ArrayDeque<>();
  private final Map<Class<?>, List<Field>> fields = new HashMap<>();
  private final long began = System.nanoTime();
  private final long nanos;

  /**
   * @param opener makes a field accessible, or throws
   * @param initialized whether a class is: reading a static field would initialise it
   * @param limit how long it may take
   */
  Reach(Consumer<Field> opener, Predicate<Class<?>> initialized, Duration limit) {
    this.opener = opener;
    this.initialized = initialized;
    this.nanos = limit.toNanos();
  }

  /**
   * @throws IllegalStateException past 3 million objects, or the limit
   */
  <T> List<T> instances(Class<T> type, Class<?>[] loaded) {
    begin(loaded);
    List<T> found = new ArrayList<>();
    for (Object next = waiting.poll(); next != null; next = waiting.poll()) {
      Brake.check();
      if (late())
        throw new IllegalStateException(
            "expected an answer within "
                + (MOST_OBJECTS + " objects and " + nanos / 1_000_000_000 + " s, and ")
                + (met.size() + " were looked at: take a way from an object that you know,")
                + " by Peek.field");
      if (type.isInstance(next)) found.add(type.cast(next));
      follow(next);
    }
    return found;
  }

  /** Which of some objects are reached within the limit, and from which field or thread. */
  Map<Object, String> origins(List<Object> sought, Class<?>[] loaded) {
    begin(loaded);
    Map<Object, String> found = new IdentityHashMap<>();
    for (Object next = waiting.poll(); next != null && !late(); next = waiting.poll()) follow(next);
    for (Object each : sought) {
      Object by = met.get(each);
      if (by != null) found.put(each, name(by));
    }
    return found;
  }

  private static String name(Object origin) {
    if (origin instanceof Field field)
      return "by " + field.getDeclaringClass().getName() + "." + field.getName();
    return origin instanceof Thread thread ? "by thread " + thread.getName() : "by " + origin;
  }

  private void begin(Class<?>[] loaded) {
    for (Class<?> each : loaded) if (isApplications(each)) statics(each);
    for (Thread each : Thread.getAllStackTraces().keySet()) meet(each, each);
    meet(System.getProperties(), "System.getProperties()");
  }

  private boolean late() {
    return met.size() > MOST_OBJECTS || System.nanoTime() - began > nanos;
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
    for (Field each : declared(type))
      if (Modifier.isStatic(each.getModifiers())) read(each, null, each);
  }

  /** What a reference refers to weakly is none of its own fields, but of {@link Reference}. */
  private void follow(Object owner) {
    Object origin = Objects.requireNonNull(met.get(owner));
    if (owner instanceof Object[] array) for (Object each : array) meet(each, origin);
    else if (!owner.getClass().isArray())
      for (Class<?> type = owner.getClass(); goesOn(type); type = type.getSuperclass())
        for (Field each : declared(type))
          if (!Modifier.isStatic(each.getModifiers())) read(each, owner, origin);
  }

  private static boolean goesOn(@Nullable Class<?> type) {
    return type != null && type != Reference.class;
  }

  private void read(Field field, @Nullable Object owner, Object origin) {
    try {
      meet(field.get(owner), origin);
    } catch (IllegalAccessException closed) {
      return; // it was opened a moment ago: somebody has closed it
    }
  }

  /** A class or loader leads everywhere. */
  private void meet(@Nullable Object object, Object origin) {
    if (object == null || object instanceof Class || object instanceof ClassLoader) return;
    if (object instanceof SnippetThread) return;
    if (met.putIfAbsent(object, origin) == null) waiting.add(object);
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
