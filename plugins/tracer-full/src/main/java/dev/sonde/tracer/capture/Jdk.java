package dev.sonde.tracer.capture;

/** What belongs to the JDK, so that calling it calls no code of the application. */
final class Jdk {
  private Jdk() {}

  /** By loader and module: what stands on {@code -Xbootclasspath/a} is not the JDK's. */
  static boolean defines(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return (loader == null || loader == ClassLoader.getPlatformClassLoader())
        && type.getModule().isNamed();
  }
}
