package dev.sonde.shell;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Private members, for snippets. The owner is an object, or a {@link Class} for what is static in
 * it; members of superclasses are found too, the nearest first.
 */
public final class Peek {
  private static final Duration INSTANCES_LIMIT = Duration.ofSeconds(10);
  private static final Duration ORIGINS_LIMIT = Duration.ofSeconds(1);

  private static volatile @Nullable Instrumentation opener;

  private Peek() {}

  /** Where packages of named modules get opened by; null when the shell ends. */
  static void opens(@Nullable Instrumentation instrumentation) {
    opener = instrumentation;
  }

  /**
   * The shell's own, for sources that trace or look by themselves; what they leave registered is
   * taken out at the end.
   *
   * @throws IllegalStateException after the shell was left
   */
  public static Instrumentation instrumentation() {
    Instrumentation by = opener;
    if (by == null) throw new IllegalStateException("expected an open shell, it was left");
    return by;
  }

  /**
   * The objects of a class, and of those below it, that can be reached from static fields of the
   * application and from its threads.
   *
   * @throws IllegalStateException past 3 million objects, or 10 seconds
   */
  public static <T> List<T> instances(Class<T> type) throws Exception {
    Instrumentation by = instrumentation();
    return reach(INSTANCES_LIMIT).instances(type, by.getAllLoadedClasses());
  }

  /** Objects by what leads to them, as far as a second goes. */
  static Map<Object, String> origins(List<Object> sought) {
    try {
      return reach(ORIGINS_LIMIT).origins(sought, instrumentation().getAllLoadedClasses());
    } catch (ReflectiveOperationException notInThisJdk) {
      return Map.of();
    }
  }

  private static Reach reach(Duration limit) throws ReflectiveOperationException {
    Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
    Method one = unsafe.getDeclaredMethod("getUnsafe");
    Method asked = unsafe.getDeclaredMethod("shouldBeInitialized", Class.class);
    open(one, unsafe);
    open(asked, unsafe);
    Object oracle = one.invoke(null);
    return new Reach(
        field -> open(field, field.getDeclaringClass()),
        owner -> !Boolean.TRUE.equals(answer(asked, oracle, owner)),
        limit);
  }

  private static Object answer(Method asked, Object oracle, Class<?> owner) {
    try {
      return asked.invoke(oracle, owner);
    } catch (ReflectiveOperationException notInThisJdk) {
      throw new IllegalStateException(notInThisJdk);
    }
  }

  /** The value of a field, whoever may see it. */
  public static @Nullable Object field(Object owner, String name) throws Exception {
    Field field = find(owner, name);
    return field.get(Modifier.isStatic(field.getModifiers()) ? null : owner);
  }

  /**
   * Changes a field.
   *
   * @throws IllegalAccessException if it is final: compiled code may go on with the old value
   */
  public static void set(Object owner, String name, @Nullable Object value) throws Exception {
    Field field = find(owner, name);
    if (Modifier.isFinal(field.getModifiers()))
      throw new IllegalAccessException(
          name + " of " + field.getDeclaringClass().getName() + " is final, and stays as it is");
    field.set(Modifier.isStatic(field.getModifiers()) ? null : owner, value);
  }

  /** Calls the method of this name that takes such arguments. */
  public static @Nullable Object call(Object owner, String name, @Nullable Object... args)
      throws Exception {
    for (Class<?> type = type(owner); type != null; type = type.getSuperclass())
      for (Method method : type.getDeclaredMethods())
        if (method.getName().equals(name) && takes(method, args)) return call(owner, method, args);
    throw new NoSuchMethodException(
        "no method " + name + " of " + args.length + " such arguments in " + type(owner).getName());
  }

  /** Calls a method without arguments of an object's class, whoever may. */
  static @Nullable Object declared(Class<?> type, Object owner, String name) throws Exception {
    return call(owner, type.getDeclaredMethod(name));
  }

  private static @Nullable Object call(Object owner, Method method, @Nullable Object... args)
      throws Exception {
    open(method, method.getDeclaringClass());
    try {
      return method.invoke(Modifier.isStatic(method.getModifiers()) ? null : owner, args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) throw cause;
      if (e.getCause() instanceof Error cause) throw cause;
      throw e;
    }
  }

  private static boolean takes(Method method, @Nullable Object[] args) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != args.length) return false;
    for (int i = 0; i < types.length; i++) {
      Object arg = args[i];
      if (arg == null ? types[i].isPrimitive() : !boxed(types[i]).isInstance(arg)) return false;
    }
    return true;
  }

  private static Class<?> boxed(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }

  private static Field find(Object owner, String name) throws NoSuchFieldException {
    Set<String> known = new TreeSet<>();
    for (Class<?> type = type(owner); type != null; type = type.getSuperclass())
      for (Field field : type.getDeclaredFields()) {
        known.add(field.getName());
        if (field.getName().equals(name)) return open(field, type);
      }
    throw new NoSuchFieldException(
        "no field " + name + " in " + type(owner).getName() + ", which has " + known);
  }

  private static Class<?> type(Object owner) {
    return owner instanceof Class<?> type ? type : owner.getClass();
  }

  private static <T extends AccessibleObject> T open(T member, Class<?> owner) {
    try {
      member.setAccessible(true);
    } catch (InaccessibleObjectException closed) {
      Instrumentation by = opener;
      if (by == null) throw closed;
      by.redefineModule(
          owner.getModule(),
          Set.of(),
          Map.of(),
          Map.of(owner.getPackageName(), Set.of(Peek.class.getModule())),
          Set.of(),
          Map.of());
      member.setAccessible(true);
    }
    return member;
  }
}
