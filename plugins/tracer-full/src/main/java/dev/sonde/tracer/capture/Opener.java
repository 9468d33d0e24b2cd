package dev.sonde.tracer.capture;

/** Opens packages of named modules to this plugin, so that fields in them can be read. */
public interface Opener {
  /**
   * False: this class's fields cannot be read. Never throws; called in the application's threads,
   * once per class and garbage collection.
   */
  boolean open(Class<?> type);
}
