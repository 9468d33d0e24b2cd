package dev.sonde.tracer.condition;

/**
 * A constant of a probe that is made when the probe is defined, so that nothing else of a trace
 * refers to classes of the application.
 */
public interface Made {
  /**
   * @throws ReflectiveOperationException also when what it is made of has been collected
   */
  Object make() throws ReflectiveOperationException;
}
