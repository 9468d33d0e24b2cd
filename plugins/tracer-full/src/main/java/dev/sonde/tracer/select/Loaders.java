package dev.sonde.tracer.select;

import org.jspecify.annotations.Nullable;

/**
 * Names of class loaders for people: {@code app}, {@code boot}, {@code platform}, or class and
 * identity of any other.
 */
public final class Loaders {
  private Loaders() {}

  /** Calls nothing that a loader of the application could override. */
  public static String name(@Nullable ClassLoader loader) {
    if (loader == null) return "boot";
    if (loader == ClassLoader.getPlatformClassLoader()) return "platform";
    if (loader.getClass().getName().equals("jdk.internal.loader.ClassLoaders$AppClassLoader"))
      return "app";
    return loader.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(loader));
  }
}
