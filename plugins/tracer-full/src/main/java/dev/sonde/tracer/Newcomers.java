package dev.sonde.tracer;

import dev.sonde.api.Signal;
import dev.sonde.tracer.select.Choice;
import dev.sonde.tracer.weave.Loom;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Classes that a trace's patterns mean and that are being defined while it lasts: noticed by name,
 * found once they are loaded.
 */
final class Newcomers implements Loom.Arrivals {
  /**
   * At a time; enough for all that may be woven, in several loaders, and for all classes of an
   * application that starts when any of them may be a subtype.
   */
  private static final int MOST = 10_000;

  /** A definition that fails leaves a name that never comes. */
  private static final int ATTEMPTS = 100;

  private static final class Expected {
    final WeakReference<ClassLoader> loader;
    final String name;
    int attempts;

    Expected(ClassLoader loader, String name) {
      this.loader = new WeakReference<>(loader);
      this.name = name;
    }
  }

  private final Choice choice;
  private final Signal attention;
  private final Queue<Expected> expected = new ConcurrentLinkedQueue<>();
  private final AtomicInteger noticed = new AtomicInteger();

  Newcomers(Choice choice, Signal attention) {
    this.choice = choice;
    this.attention = attention;
  }

  @Override
  public void defining(@Nullable ClassLoader loader, String binaryName, byte[] classFile) {
    if (loader == null || !choice.mayBecome(binaryName, classFile)) return;
    if (noticed.incrementAndGet() > MOST) noticed.decrementAndGet();
    else expected.add(new Expected(loader, binaryName));
    attention.raise();
  }

  boolean waiting() {
    return !expected.isEmpty();
  }

  /** Those of the expected classes that are loaded by now. They are not expected any more. */
  List<Class<?>> loaded(Instrumentation instrumentation) {
    Map<ClassLoader, Map<String, Class<?>>> known = new IdentityHashMap<>();
    List<Class<?>> found = new ArrayList<>();
    expected.removeIf(
        each -> {
          boolean over = arrived(each, known, instrumentation, found) || ++each.attempts > ATTEMPTS;
          if (over) noticed.decrementAndGet();
          return over;
        });
    return found;
  }

  private static boolean arrived(
      Expected each,
      Map<ClassLoader, Map<String, Class<?>>> known,
      Instrumentation instrumentation,
      List<Class<?>> found) {
    ClassLoader loader = each.loader.get();
    if (loader == null) return true;
    Class<?> type =
        known.computeIfAbsent(loader, any -> defined(any, instrumentation)).get(each.name);
    return type != null && found.add(type);
  }

  /** By name; those that it has defined itself. */
  private static Map<String, Class<?>> defined(
      ClassLoader loader, Instrumentation instrumentation) {
    Map<String, Class<?>> defined = new HashMap<>();
    for (Class<?> type : instrumentation.getInitiatedClasses(loader))
      if (type.getClassLoader() == loader) defined.put(type.getName(), type);
    return defined;
  }
}
