package dev.sonde.tracer.select;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One loaded class with the methods of it to weave, at least one.
 *
 * @param direct whether its code cannot have a call site of its own, and calls plainly
 * @param file its class file as its loader shows it, for those who need it again: reading it is the
 *     most of what a selection costs; null when it is not at hand, which does not say that there is
 *     none
 */
public record SelectedClass(
    Class<?> type, List<SelectedMethod> methods, boolean direct, byte @Nullable [] file) {
  SelectedClass(Class<?> type, List<SelectedMethod> methods) {
    this(type, methods, false, null);
  }

  public SelectedClass {
    methods = List.copyOf(methods);
  }

  /** The class file, read again if need be; null where a loader has none to show. */
  public byte @Nullable [] read() {
    return file == null ? ClassBytes.of(type) : file;
  }
}
