package dev.sonde.tracer.select;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * Classes that a library makes at run time to stand before others: proxies of the JDK, subclasses
 * by CGLIB, ByteBuddy, Javassist, Weld, Quarkus. A call of a proxy and the call that it passes on
 * are one call to a person: a proxy's method is left alone wherever the one behind it can be
 * traced.
 */
final class Proxies {
  private static final List<String> PARTS =
      List.of(
          "$$EnhancerBy",
          "$$FastClassBy",
          "$$SpringCGLIB",
          "$$KeyFactoryBy",
          "ByCGLIB$$",
          "$ByteBuddy$",
          "$HibernateProxy$",
          "$MockitoMock$",
          "_$$_jvst",
          "_$$_Weld");

  private Proxies() {}

  /** Asked of its superclass first: class Proxy is not initialised for an application without. */
  static boolean ofTheJdk(Class<?> type) {
    return type.getSuperclass() == Proxy.class && Proxy.isProxyClass(type);
  }

  static boolean made(Class<?> type) {
    return ofTheJdk(type) || isMade(type.getName());
  }

  private static boolean isMade(String name) {
    for (String part : PARTS) if (name.contains(part)) return true;
    return name.endsWith("_ClientProxy") || name.endsWith("_Subclass");
  }

  /**
   * Why this method of a proxy is left alone; null if nothing else can be traced in its place.
   *
   * @param others what is traced besides
   */
  static @Nullable String fold(Class<?> proxy, SelectedMethod method, List<SelectedClass> others) {
    Class<?> behind = inherited(proxy, method);
    if (behind != null) return folded(behind, method);
    Set<Class<?>> declaring = declaring(proxy, method);
    for (SelectedClass each : others)
      if (!made(each.type()) && has(each, method) && below(each.type(), declaring))
        return folded(each.type(), method);
    return declaring.isEmpty() ? "made by the library that made this proxy" : null;
  }

  private static String folded(Class<?> behind, SelectedMethod method) {
    return "proxy: the call that it passes on is one of "
        + Pattern.exactly(behind.getName(), method.name(), method.descriptor()).text();
  }

  /** The first class above that is no proxy and has code for this method. */
  private static @Nullable Class<?> inherited(Class<?> proxy, SelectedMethod method) {
    for (Class<?> each = proxy.getSuperclass(); each != null; each = each.getSuperclass())
      if (!made(each) && each != Proxy.class && declares(each, method, true)) return each;
    return null;
  }

  /** The types above that ask for this method. */
  private static Set<Class<?>> declaring(Class<?> proxy, SelectedMethod method) {
    List<Class<?>> above = new ArrayList<>(List.of(proxy));
    Set<Class<?>> declaring = new LinkedHashSet<>();
    for (int i = 0; i < above.size(); i++) {
      Class<?> each = above.get(i);
      if (each != proxy && !made(each) && declares(each, method, false)) declaring.add(each);
      if (each.getSuperclass() != null) above.add(each.getSuperclass());
      above.addAll(List.of(each.getInterfaces()));
    }
    return declaring;
  }

  private static boolean declares(Class<?> type, SelectedMethod method, boolean code) {
    ClassMethods read =
        ClassMethods.read(
            type,
            (name, descriptor) ->
                name.equals(method.name()) && descriptor.equals(method.descriptor()));
    return read != null
        && read.methods().stream()
            .anyMatch(each -> !code || (each.access() & Opcodes.ACC_ABSTRACT) == 0);
  }

  private static boolean has(SelectedClass each, SelectedMethod method) {
    return each.methods().stream()
        .anyMatch(
            own ->
                own.name().equals(method.name()) && own.descriptor().equals(method.descriptor()));
  }

  private static boolean below(Class<?> type, Set<Class<?>> declaring) {
    return declaring.stream().anyMatch(each -> each.isAssignableFrom(type));
  }
}
