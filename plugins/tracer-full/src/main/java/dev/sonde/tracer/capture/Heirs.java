package dev.sonde.tracer.capture;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is in objects whose class extends a collection or map of the JDK, as in {@code new
 * HashMap<>() {{ put(..); }}} or Spring's rows of a database: read by the code of the JDK's class,
 * whatever the application has overridden. Only of classes whose iteration calls nothing that can
 * be overridden.
 */
final class Heirs {
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";

  private static final Map<String, String> BASES =
      Map.of(
          "java.util.ArrayList",
          "iterator",
          "java.util.HashSet",
          "iterator",
          "java.util.HashMap",
          "entrySet",
          "java.util.LinkedHashMap",
          "entrySet",
          "java.util.TreeMap",
          "entrySet",
          "java.util.concurrent.ConcurrentHashMap",
          "entrySet",
          "java.util.Hashtable",
          "entrySet",
          "java.util.Properties",
          "entrySet",
          FUTURE,
          "");

  /** Its size() locks; entrySet() and its iterator do not. */
  private static final String LOCKED = "java.util.Hashtable";

  private final Opener opener;
  private final Map<String, MethodHandle> known = new HashMap<>();

  Heirs(Opener opener) {
    this.opener = opener;
  }

  /** The nearest such class of the JDK above this one of the application; null: there is none. */
  static @Nullable Class<?> base(Class<?> type) {
    Class<?> each = type;
    while (each != null && !Jdk.defines(each)) each = each.getSuperclass();
    while (each != null && !BASES.containsKey(each.getName())) each = each.getSuperclass();
    return each;
  }

  /** Whether this is the one of which {@link Insides} know. */
  static boolean future(Class<?> base) {
    return base.getName().equals(FUTURE);
  }

  /** Of a map: its entries. */
  Iterator<?> iterator(Object heir, Class<?> base) {
    Object found = call(base, String.valueOf(BASES.get(base.getName())), heir);
    return found instanceof Iterable<?> entries ? entries.iterator() : (Iterator<?>) found;
  }

  int size(Object heir, Class<?> base) {
    return (int) call(base, base.getName().equals(LOCKED) ? "count" : "size", heir);
  }

  private Object call(Class<?> base, String method, Object heir) {
    try {
      return (Object) handle(base, method).invokeExact(heir);
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable refused) {
      throw new IllegalStateException(refused);
    }
  }

  private MethodHandle handle(Class<?> base, String method) throws ReflectiveOperationException {
    String key = base.getName() + "." + method;
    synchronized (known) {
      MethodHandle handle = known.get(key);
      if (handle != null) return handle;
    }
    if (!opener.open(base)) throw new IllegalStateException("not open");
    MethodHandles.Lookup within = MethodHandles.privateLookupIn(base, MethodHandles.lookup());
    MethodHandle made =
        (method.equals("count")
                ? within.findGetter(base, method, int.class)
                : special(within, method))
            .asType(MethodType.methodType(Object.class, Object.class));
    synchronized (known) {
      known.put(key, made);
    }
    return made;
  }

  private static MethodHandle special(MethodHandles.Lookup within, String method)
      throws ReflectiveOperationException {
    Class<?> base = within.lookupClass();
    Class<?> result = base.getMethod(method).getReturnType();
    return within.findSpecial(base, method, MethodType.methodType(result), base);
  }
}
