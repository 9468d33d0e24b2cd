package dev.sonde.tracer.select;

import java.util.List;

/** One loaded class with the methods of it to weave, at least one. */
public record SelectedClass(Class<?> type, List<SelectedMethod> methods) {
  public SelectedClass {
    methods = List.copyOf(methods);
  }
}
