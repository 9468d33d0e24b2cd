package dev.sonde.tracer.condition;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The methods of the JDK that a condition may call: they change nothing, take no lock, and run no
 * code of the application. Of classes that can be extended only objects of the very class are
 * asked.
 */
final class Pure {
  private static final Map<Class<?>, List<String>> METHODS =
      Map.ofEntries(
          Map.entry(
              String.class,
              List.of(
                  "length",
                  "isEmpty",
                  "isBlank",
                  "strip",
                  "trim",
                  "charAt",
                  "indexOf",
                  "contains",
                  "startsWith",
                  "endsWith",
                  "equals",
                  "equalsIgnoreCase",
                  "toString")),
          Map.entry(Integer.class, List.of("intValue", "longValue", "doubleValue")),
          Map.entry(Long.class, List.of("intValue", "longValue", "doubleValue")),
          Map.entry(Short.class, List.of("intValue", "longValue", "doubleValue")),
          Map.entry(Byte.class, List.of("intValue", "longValue", "doubleValue")),
          Map.entry(Double.class, List.of("doubleValue", "isNaN", "isInfinite", "longValue")),
          Map.entry(Float.class, List.of("doubleValue", "isNaN", "isInfinite", "longValue")),
          Map.entry(Boolean.class, List.of("booleanValue")),
          Map.entry(Character.class, List.of("charValue")),
          Map.entry(Enum.class, List.of("name", "ordinal")),
          Map.entry(Class.class, List.of("getName")),
          Map.entry(Thread.class, List.of("getName", "isDaemon", "isInterrupted")),
          Map.entry(java.util.Optional.class, List.of("isPresent", "isEmpty")),
          Map.entry(
              java.time.Duration.class,
              List.of(
                  "toNanos",
                  "toMillis",
                  "toSeconds",
                  "toMinutes",
                  "toHours",
                  "toDays",
                  "getSeconds",
                  "getNano",
                  "isZero",
                  "isNegative")),
          Map.entry(java.time.Instant.class, List.of("toEpochMilli", "getEpochSecond", "getNano")),
          Map.entry(
              java.time.LocalDate.class,
              List.of("getYear", "getMonthValue", "getDayOfMonth", "toEpochDay")),
          Map.entry(
              java.util.UUID.class, List.of("getMostSignificantBits", "getLeastSignificantBits")),
          Map.entry(
              java.net.URI.class,
              List.of("getPath", "getHost", "getScheme", "getPort", "getQuery", "getFragment")),
          Map.entry(
              java.net.URL.class,
              List.of("getPath", "getHost", "getProtocol", "getPort", "getQuery")),
          Map.entry(
              java.math.BigDecimal.class,
              List.of("signum", "scale", "precision", "intValue", "longValue", "doubleValue")),
          Map.entry(
              java.math.BigInteger.class,
              List.of("signum", "bitLength", "intValue", "longValue", "doubleValue")),
          Map.entry(java.util.concurrent.atomic.AtomicInteger.class, List.of("get")),
          Map.entry(java.util.concurrent.atomic.AtomicLong.class, List.of("get")),
          Map.entry(java.util.concurrent.atomic.AtomicBoolean.class, List.of("get")),
          Map.entry(java.util.concurrent.atomic.AtomicReference.class, List.of("get")),
          Map.entry(java.util.concurrent.atomic.LongAdder.class, List.of("sum", "longValue")),
          Map.entry(java.io.File.class, List.of("getPath", "getName")),
          Map.entry(StringBuilder.class, List.of("length")));

  /** Answered by {@link Peek}, for containers whose code is known. */
  private static final Map<String, String> CONTAINERS =
      Map.of(
          "size/0", "size",
          "isEmpty/0", "empty",
          "get/1", "at",
          "contains/1", "contains",
          "values/0", "values",
          "keySet/0", "keys",
          "containsKey/1", "containsKey");

  private final Peek peek;

  Pure(Peek peek) {
    this.peek = peek;
  }

  /**
   * @param handle of the receiver and the arguments
   * @param type of the result; the class's type arguments are not known here
   */
  record Found(Handle handle, MethodType type) {}

  /** Null: not in the list. */
  @Nullable Found find(Class<?> type, String name, int arguments) {
    if (name.equals("getClass") && arguments == 0)
      return virtual(Object.class, "getClass", MethodType.methodType(Class.class), true);
    Class<?> owner = type.isEnum() ? Enum.class : type;
    for (Class<?> each = owner; each != null; each = each.getSuperclass()) {
      boolean listed = METHODS.containsKey(each) && METHODS.get(each).contains(name);
      Found found = listed ? method(each, name, arguments) : null;
      if (found != null) return found;
    }
    return null;
  }

  /** What {@link Peek} answers for a container; null: nothing. */
  static @Nullable String container(Class<?> type, String name, int arguments) {
    boolean map = java.util.Map.class.isAssignableFrom(type);
    if (!map && !java.util.Collection.class.isAssignableFrom(type)) return null;
    String answer = CONTAINERS.get(name + "/" + arguments);
    if (answer == null) return null;
    boolean ofMap = List.of("values", "keys", "containsKey").contains(answer);
    boolean ofAny = List.of("size", "empty").contains(answer);
    if (map && answer.equals("at")) return "get";
    return ofAny || ofMap == map ? answer : null;
  }

  private @Nullable Found method(Class<?> owner, String name, int arguments) {
    for (Method each : owner.getMethods()) {
      boolean fits = each.getName().equals(name) && each.getParameterCount() == arguments;
      if (!fits || each.isBridge() || !taken(name, each.getParameterTypes())) continue;
      MethodType type = MethodType.methodType(each.getReturnType(), each.getParameterTypes());
      boolean fixed = Modifier.isFinal(owner.getModifiers() | each.getModifiers());
      return virtual(owner, name, type, fixed);
    }
    return null;
  }

  private static boolean taken(String name, Class<?>[] types) {
    for (Class<?> each : types) {
      boolean index = each == int.class && name.equals("charAt");
      if (!index && !each.isAssignableFrom(String.class)) return false;
    }
    return true;
  }

  private @Nullable Found virtual(Class<?> owner, String name, MethodType type, boolean fixed) {
    try {
      MethodHandle handle = MethodHandles.publicLookup().findVirtual(owner, name, type);
      if (!fixed) {
        MethodHandle exactly = MethodHandles.insertArguments(peek.handle("exactly"), 0, owner);
        MethodType of = MethodType.methodType(owner, Object.class);
        handle = MethodHandles.filterArguments(handle, 0, exactly.asType(of));
      }
      return new Found(Handle.of(handle), type);
    } catch (ReflectiveOperationException otherwiseInThisJdk) {
      return null;
    }
  }
}
