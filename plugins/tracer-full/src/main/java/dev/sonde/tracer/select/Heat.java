package dev.sonde.tracer.select;

import dev.sonde.api.Call;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tells how often methods are called. */
public interface Heat {
  /**
   * Counts for as long as the call's options say, and then goes on with calls a second by {@link
   * #key}, on {@code sonde-work}. A method that could not be counted has none.
   *
   * @throws Exception when nothing can be counted; nothing is woven then
   */
  void measure(Call call, List<SelectedClass> classes, Consumer<Map<String, Double>> then)
      throws Exception;

  /** A method of a class of one loader. */
  static String key(Class<?> type, SelectedMethod method) {
    return Loaders.name(type.getClassLoader())
        + ' '
        + type.getName()
        + ' '
        + method.name()
        + method.descriptor();
  }
}
