package dev.sonde.tracer.condition;

import dev.sonde.tracer.capture.Opener;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * The classes that conditions speak of, among those that are loaded: none of the application's is
 * loaded for a condition. Refers to classes strongly: one for each round of weaving.
 */
public final class Classes {
  private final Instrumentation instrumentation;
  private final Opener opener;
  private final Map<ClassLoader, Map<String, Class<?>>> initiated = new IdentityHashMap<>();
  private final Map<Class<?>, Members> members = new IdentityHashMap<>();
  private final Map<Class<?>, byte[]> files = new IdentityHashMap<>();
  private @Nullable List<Class<?>> loaded;

  public Classes(Instrumentation instrumentation, Opener opener) {
    this.instrumentation = instrumentation;
    this.opener = opener;
  }

  Opener opener() {
    return opener;
  }

  /** The class that this name means for code of that loader; null if none is loaded. */
  @Nullable Class<?> find(String name, @Nullable ClassLoader from) {
    for (ClassLoader each = from; each != null && !jdk(each); each = each.getParent()) {
      Class<?> known = initiated(each).get(name);
      if (known != null) return known;
    }
    Class<?> jdk = jdk(name);
    return jdk == null ? only(name) : jdk;
  }

  /** By a descriptor, arrays and primitive types too. */
  @Nullable Class<?> find(Type type, @Nullable ClassLoader from) {
    if (type.getSort() == Type.ARRAY) {
      Class<?> element = find(type.getElementType(), from);
      for (int i = 0; element != null && i < type.getDimensions(); i++)
        element = element.arrayType();
      return element;
    }
    if (type.getSort() == Type.OBJECT) return find(type.getClassName(), from);
    return primitive(type);
  }

  private static Class<?> primitive(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN -> boolean.class;
      case Type.BYTE -> byte.class;
      case Type.CHAR -> char.class;
      case Type.SHORT -> short.class;
      case Type.INT -> int.class;
      case Type.LONG -> long.class;
      case Type.FLOAT -> float.class;
      case Type.DOUBLE -> double.class;
      default -> void.class;
    };
  }

  /** Loaded classes whose name ends with this one, after a dot or {@code $}. */
  List<Class<?>> named(String simpleName) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> each : loaded()) if (ends(each.getName(), simpleName)) found.add(each);
    return found;
  }

  static boolean ends(String name, String end) {
    int before = name.length() - end.length() - 1;
    return before >= 0
        && name.endsWith(end)
        && (name.charAt(before) == '.' || name.charAt(before) == '$');
  }

  /** The loaded classes that objects of this type can have now. */
  List<Class<?>> concrete(Class<?> type) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> each : loaded())
      if (type.isAssignableFrom(each) && !Modifier.isAbstract(each.getModifiers())) found.add(each);
    return found;
  }

  /** Takes a class file that was read already. */
  public void know(Class<?> type, byte[] file) {
    files.put(type, file);
  }

  Members members(Class<?> type) {
    return members.computeIfAbsent(type, this::read);
  }

  private Members read(Class<?> type) {
    byte[] file = files.get(type);
    return file == null ? Members.of(type) : Members.of(type, file);
  }

  /** Whether a class is initialised; null where this JVM does not tell. */
  @Nullable Boolean initialised(Class<?> type) {
    return Initialised.test(type, opener);
  }

  /** A lookup that reads all of a class; null where the JVM does not allow it. */
  @Nullable Lookup within(Class<?> type) {
    try {
      return opener.open(type) ? MethodHandles.privateLookupIn(type, MethodHandles.lookup()) : null;
    } catch (IllegalAccessException refused) {
      return null;
    }
  }

  private static boolean jdk(ClassLoader loader) {
    return loader == ClassLoader.getPlatformClassLoader();
  }

  private Map<String, Class<?>> initiated(ClassLoader loader) {
    return initiated.computeIfAbsent(
        loader,
        each -> {
          Map<String, Class<?>> byName = new HashMap<>();
          for (Class<?> type : instrumentation.getInitiatedClasses(each))
            byName.put(type.getName(), type);
          return byName;
        });
  }

  /** The JDK's own classes may be loaded: it runs none of their code. */
  private static @Nullable Class<?> jdk(String name) {
    try {
      return Class.forName(name, false, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException | LinkageError none) {
      return null;
    }
  }

  /** Of a name that a loader does not know yet there may be one class in the whole JVM. */
  private @Nullable Class<?> only(String name) {
    Class<?> found = null;
    for (Class<?> each : loaded()) {
      if (!each.getName().equals(name)) continue;
      if (found != null) return null;
      found = each;
    }
    return found;
  }

  private List<Class<?>> loaded() {
    List<Class<?>> known = loaded;
    if (known == null) {
      known = new ArrayList<>();
      for (Class<?> each : instrumentation.getAllLoadedClasses())
        if (!each.isArray() && !each.isPrimitive() && !each.isHidden()) known.add(each);
      loaded = known;
    }
    return known;
  }
}
