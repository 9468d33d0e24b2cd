package dev.sonde.tracer;

import dev.sonde.api.Signal;
import dev.sonde.tracer.select.Pattern;
import dev.sonde.tracer.weave.Loom;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Classes that a trace's patterns mean and that are being defined while it lasts: noticed by name,
 * found once they are loaded.
 */
final class Newcomers implements Loom.Arrivals {
  /** Enough for all that may be woven, in several loaders. */
  private static final int MOST = 200;

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

  private final List<Pattern> patterns;
  private final Signal attention;
  private final Queue<Expected> expected = new ConcurrentLinkedQueue<>();
  private final AtomicInteger noticed = new AtomicInteger();

  Newcomers(List<Pattern> patterns, Signal attention) {
    this.patterns = List.copyOf(patterns);
    this.attention = attention;
  }

  @Override
  public void defining(@Nullable ClassLoader loader, String binaryName) {
    if (loader == null || !meant(binaryName) || noticed.incrementAndGet() > MOST) return;
    expected.add(new Expected(loader, binaryName));
    attention.raise();
  }

  private boolean meant(String binaryName) {
    for (Pattern pattern : patterns) if (pattern.matchesClassName(binaryName)) return true;
    return false;
  }

  boolean waiting() {
    return !expected.isEmpty();
  }

  /** Those of the expected classes that are loaded by now. They are not expected any more. */
  List<Class<?>> loaded(Instrumentation instrumentation) {
    List<Class<?>> found = new ArrayList<>();
    expected.removeIf(each -> arrived(each, instrumentation, found) || ++each.attempts > ATTEMPTS);
    return found;
  }

  private static boolean arrived(
      Expected each, Instrumentation instrumentation, List<Class<?>> found) {
    ClassLoader loader = each.loader.get();
    if (loader == null) return true;
    for (Class<?> type : instrumentation.getInitiatedClasses(loader))
      if (type.getName().equals(each.name) && type.getClassLoader() == loader)
        return found.add(type);
    return false;
  }
}
