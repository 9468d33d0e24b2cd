package dev.sonde.tracer.select;

import java.util.List;

/**
 * One method to weave; {@code <init>} is a constructor. Access flags are those of the class file.
 */
public record SelectedMethod(String name, String descriptor, int access, List<Param> params) {
  public SelectedMethod {
    params = List.copyOf(params);
  }
}
