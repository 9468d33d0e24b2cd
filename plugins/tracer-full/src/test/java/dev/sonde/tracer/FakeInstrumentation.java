package dev.sonde.tracer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An instrumentation that offers the class files of loaded classes to transformers, and installs
 * nothing.
 */
public final class FakeInstrumentation {
  public final List<ClassFileTransformer> transformers = new ArrayList<>();

  /** What a retransform would have installed last, by class. */
  public final Map<Class<?>, byte[]> installed = new HashMap<>();

  /** The batches that were asked for. */
  public final List<List<Class<?>>> batches = new ArrayList<>();

  /** How often somebody has asked for all classes, which takes a JVM 8 to 37 ms. */
  public int searches;

  public final List<Class<?>> loaded = new ArrayList<>();

  /** Classes that the JVM refuses to retransform once they are woven. */
  public Predicate<Class<?>> refuses = type -> false;

  /** Whether no transformer can be added. */
  public boolean broken;

  /** Stands for what the JVM has of a class; null: its class file. */
  public final Map<Class<?>, byte[]> offered = new HashMap<>();

  public Instrumentation get() {
    return (Instrumentation)
        Proxy.newProxyInstance(
            FakeInstrumentation.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, args) -> call(method, args));
  }

  private Object call(Method method, Object[] args) throws Exception {
    switch (method.getName()) {
      case "addTransformer" -> {
        if (broken) throw new OutOfMemoryError("no room for a transformer");
        transformers.add((ClassFileTransformer) args[0]);
      }
      case "removeTransformer" -> {
        return transformers.remove(args[0]);
      }
      case "retransformClasses" -> retransform((Class<?>[]) args[0]);
      case "getAllLoadedClasses" -> {
        searches++;
        return loaded.toArray(new Class<?>[0]);
      }
      case "getInitiatedClasses" -> {
        return loaded.toArray(new Class<?>[0]);
      }
      case "isModifiableClass" -> {
        return true;
      }
      case "redefineModule" -> {}
      default -> throw new UnsupportedOperationException(method.getName());
    }
    return null;
  }

  private void retransform(Class<?>[] types) throws Exception {
    batches.add(List.of(types));
    Map<Class<?>, byte[]> result = new HashMap<>();
    for (Class<?> type : types) {
      byte[] bytes = offered.containsKey(type) ? offered.get(type) : classFile(type);
      for (ClassFileTransformer each : List.copyOf(transformers)) {
        byte[] changed =
            each.transform(
                type.getClassLoader(), type.getName().replace('.', '/'), type, null, bytes);
        if (changed != null) bytes = changed;
      }
      result.put(type, bytes);
    }
    for (Class<?> type : types) if (refuses.test(type)) throw new VerifyError();
    installed.putAll(result);
  }

  public static byte[] classFile(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in = ClassLoader.getSystemResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
