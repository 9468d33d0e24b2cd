package dev.sonde.tracer.select;

import java.util.Set;

/**
 * Classes of the JDK that are never woven. What a probe, its linking or the JVM itself calls before
 * it can be known that a probe is at work would end in a StackOverflowError of the application;
 * some kill the JVM at once. A name ends in a dot for a package with all below it; nested classes
 * go with their owner.
 */
final class DenyList {
  /** Of what the list holds: these start other programs, and are wanted. */
  private static final Set<String> ALLOWED =
      Set.of(
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "jdk.internal.net.");

  private static final Set<String> DENIED =
      Set.of(
          "java.lang.",
          "java.security.AccessControlContext",
          "java.security.AccessController",
          "java.security.ProtectionDomain",
          "java.util.AbstractCollection",
          "java.util.AbstractList",
          "java.util.AbstractMap",
          "java.util.AbstractSet",
          "java.util.Arrays",
          "java.util.Collections",
          "java.util.HashMap",
          "java.util.Hashtable",
          "java.util.IdentityHashMap",
          "java.util.ImmutableCollections",
          "java.util.LinkedHashMap",
          "java.util.Objects",
          "java.util.Optional",
          "java.util.Properties",
          "java.util.WeakHashMap",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.atomic.",
          "java.util.concurrent.locks.",
          "java.util.function.",
          "java.util.stream.",
          "jdk.internal.",
          "sun.instrument.",
          "sun.invoke.",
          "sun.launcher.",
          "sun.misc.",
          "sun.reflect.");

  private DenyList() {}

  static boolean holds(String className) {
    return among(className, DENIED) && !among(className, ALLOWED);
  }

  /** For tests: each entry. */
  static Set<String> entries() {
    return DENIED;
  }

  private static boolean among(String className, Set<String> names) {
    for (String name : names)
      if (className.startsWith(name)
          && (name.endsWith(".")
              || className.length() == name.length()
              || className.charAt(name.length()) == '$')) return true;
    return false;
  }
}
