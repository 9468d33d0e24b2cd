package com.acme;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Classes that are loaded late, or by a loader of their own. */
final class Loaders {
  private Loaders() {}

  static void shapes(Map<String, Shape> shapes) {
    IntUnaryOperator[] guest = new IntUnaryOperator[1];
    shapes.put("late", i -> Shape.same(i / 2, Late.half(i)));
    shapes.put("guest", i -> Shape.same(i * 3, known(guest).applyAsInt(i)));
    shapes.put("new-guest", i -> guest[0] = guest());
  }

  private static IntUnaryOperator known(IntUnaryOperator[] guest) throws ReflectiveOperationException {
    if (guest[0] == null) guest[0] = guest();
    return guest[0];
  }

  private static IntUnaryOperator guest() throws ReflectiveOperationException {
    Class<?> type = new JavaOnly().loadClass("com.acme.Guest");
    return (IntUnaryOperator) type.getConstructor().newInstance();
  }

  /** Delegates {@code java.*} to the boot loader and nothing else, as OSGi and JBoss Modules may. */
  private static final class JavaOnly extends ClassLoader {
    private JavaOnly() {
      super("java-only", null);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) return known;
        if (name.startsWith("java.")) return super.loadClass(name, resolve);
        return define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = "/" + name.replace('.', '/') + ".class";
      try (InputStream in = Loaders.class.getResourceAsStream(file)) {
        if (in == null) throw new ClassNotFoundException(name);
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
