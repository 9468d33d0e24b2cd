package dev.sonde.api;

/**
 * What Sonde adds to a JVM, found by {@link java.util.ServiceLoader} in a plugin's jar. A public
 * no-argument constructor does nothing. What {@link #start} registers through the host is undone by
 * the host at unload; there is no stop to forget.
 */
public interface Plugin {
  /**
   * Called once, on {@code sonde-work}. What it throws ends this plugin alone and reaches the
   * operator as a FAIL.
   */
  void start(Host host) throws Exception;
}
