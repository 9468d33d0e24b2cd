package dev.sonde.tracer.select;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** What streams would be asked; those are some thirty classes, which stay in the target. */
final class Among {
  private Among() {}

  static <T> boolean any(Collection<T> all, Predicate<? super T> wanted) {
    for (T each : all) if (wanted.test(each)) return true;
    return false;
  }

  static <T> boolean every(Collection<T> all, Predicate<? super T> wanted) {
    for (T each : all) if (!wanted.test(each)) return false;
    return true;
  }

  static <T> List<T> those(Collection<T> all, Predicate<? super T> wanted) {
    List<T> those = new ArrayList<>();
    for (T each : all) if (wanted.test(each)) those.add(each);
    return those;
  }
}
