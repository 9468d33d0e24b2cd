package dev.sonde.tracer.select;

import java.util.List;

/**
 * One loaded class with the methods of it to weave, at least one.
 *
 * @param direct whether its code cannot have a call site of its own, and calls plainly
 */
public record SelectedClass(Class<?> type, List<SelectedMethod> methods, boolean direct) {
  SelectedClass(Class<?> type, List<SelectedMethod> methods) {
    this(type, methods, false);
  }

  public SelectedClass {
    methods = List.copyOf(methods);
  }
}
