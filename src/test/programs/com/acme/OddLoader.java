package com.acme;

/** A system class loader without {@code appendToClassPathForInstrumentation}: no agent can be loaded into its JVM. */
public final class OddLoader extends ClassLoader {
  public OddLoader(ClassLoader parent) {
    super("odd", parent);
  }
}
