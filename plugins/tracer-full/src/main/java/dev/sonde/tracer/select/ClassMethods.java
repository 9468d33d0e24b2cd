package dev.sonde.tracer.select;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/**
 * The methods that a loaded class declares, from its class file: reflection would load the types of
 * every signature, and fail where an optional one is missing. It serves only where a loader has no
 * file to show, as for classes made at run time.
 *
 * @param version of the class file; 0 when it could not be had
 * @param lines of the source, by name and descriptor; none where they are not known
 * @param marks annotations by name and descriptor, those of the class by an empty text; none where
 *     the class file is not known
 */
record ClassMethods(
    int version,
    List<SelectedMethod> methods,
    Map<String, Set<Integer>> lines,
    Map<String, Set<String>> marks) {
  /**
   * Reads the methods that are wanted by name and descriptor.
   *
   * @return null when neither the class file nor reflection tells them
   */
  static @Nullable ClassMethods read(Class<?> type, BiPredicate<String, String> wanted) {
    return read(type, ClassBytes.of(type), wanted);
  }

  /** As {@link #read(Class, BiPredicate)}, where the class file is known already. */
  static @Nullable ClassMethods read(
      Class<?> type, byte @Nullable [] bytes, BiPredicate<String, String> wanted) {
    return bytes == null ? reflect(type, wanted) : parse(type, bytes, wanted);
  }

  boolean holds(SelectedMethod method, int line) {
    return lines.getOrDefault(method.name() + method.descriptor(), Set.of()).contains(line);
  }

  /** Binary names of those that the class itself carries; inherited ones are not among them. */
  Set<String> annotations() {
    return marks.getOrDefault("", Set.of());
  }

  Set<String> annotations(SelectedMethod method) {
    return marks.getOrDefault(method.name() + method.descriptor(), Set.of());
  }

  private static @Nullable ClassMethods parse(
      Class<?> type, byte[] bytes, BiPredicate<String, String> wanted) {
    try {
      ClassReader reader = new ClassReader(bytes);
      if (!reader.getClassName().replace('/', '.').equals(type.getName()))
        return reflect(type, wanted);
      MethodCollector collector = new MethodCollector(wanted);
      reader.accept(collector, ClassReader.SKIP_FRAMES);
      return new ClassMethods(
          collector.version(), collector.methods(), collector.lines(), collector.annotations());
    } catch (RuntimeException malformed) {
      return reflect(type, wanted);
    }
  }

  private static @Nullable ClassMethods reflect(Class<?> type, BiPredicate<String, String> wanted) {
    try {
      List<SelectedMethod> methods = new ArrayList<>();
      for (Method method : type.getDeclaredMethods())
        add(methods, method, method.getName(), Type.getMethodDescriptor(method), wanted);
      for (Constructor<?> each : type.getDeclaredConstructors())
        add(methods, each, "<init>", Type.getConstructorDescriptor(each), wanted);
      return new ClassMethods(0, methods, Map.of(), Map.of());
    } catch (LinkageError | RuntimeException missing) {
      return null;
    }
  }

  private static void add(
      List<SelectedMethod> methods,
      Executable method,
      String name,
      String descriptor,
      BiPredicate<String, String> wanted) {
    if (!wanted.test(name, descriptor)) return;
    List<Param> params = new ArrayList<>();
    for (String type : SourceNames.parameters(descriptor))
      params.add(new Param("arg" + params.size(), type));
    methods.add(new SelectedMethod(name, descriptor, method.getModifiers(), params));
  }
}
