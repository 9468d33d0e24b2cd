package dev.sonde.shell;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One class loader of the application. */
final class Place {
  private static final int MOST_URLS = 200;

  private final ClassLoader loader;

  Place(ClassLoader loader) {
    this.loader = loader;
  }

  /** Of which class, and its own name if it has one. */
  static String name(ClassLoader loader) {
    String own = loader.getName() == null ? "" : " " + loader.getName();
    return loader.getClass().getName() + own;
  }

  /**
   * As records.
   *
   * @param all the loaded classes, among which are those of a loader that does not say where it
   *     looks
   */
  List<Map<String, Object>> told(int index, Class<?>[] all) {
    Set<String> urls = new LinkedHashSet<>();
    if (loader == ClassLoader.getSystemClassLoader()) classPath(urls);
    if (loader instanceof URLClassLoader known) addUrls(known, urls);
    boolean whole = sources(all, urls);
    moduleLocations(all, urls);
    List<Map<String, Object>> records = new ArrayList<>();
    List<String> rest = new ArrayList<>(urls);
    do {
      int some = Math.min(MOST_URLS, rest.size());
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("kind", "place");
      record.put("index", index);
      record.put("loader", name(loader));
      record.put("whole", whole);
      record.put("urls", List.copyOf(rest.subList(0, some)));
      records.add(record);
      rest.subList(0, some).clear();
    } while (!rest.isEmpty());
    return records;
  }

  private static void classPath(Set<String> urls) {
    for (String each : System.getProperty("java.class.path", "").split(File.pathSeparator))
      if (!each.isEmpty()) urls.add(Path.of(each).toAbsolutePath().toUri().toString());
  }

  private static void addUrls(URLClassLoader known, Set<String> urls) {
    URL[] own = known.getURLs();
    if (own != null) for (URL each : own) if (each != null) urls.add(each.toString());
  }

  /** Where the loaded classes say that they are from. False if some do not say. */
  private boolean sources(Class<?>[] all, Set<String> urls) {
    boolean whole = true;
    for (Class<?> each : all) {
      if (!isOwn(each)) continue;
      String location = source(each);
      if (!location.isEmpty()) urls.add(location);
      else if (!Proxy.isProxyClass(each)) whole = false;
    }
    return whole;
  }

  /** Where a class says it is from; empty: it does not. */
  private static String source(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? "" : location.toString();
  }

  /**
   * Whether a class is of this loader, and in no file that the operator reads.
   *
   * @param unread what it does not read
   */
  boolean lacks(Class<?> type, Collection<String> unread) {
    if (!isOwn(type) || Proxy.isProxyClass(type)) return false;
    String source = source(type);
    return source.isEmpty() || unread.contains(source);
  }

  private void moduleLocations(Class<?>[] all, Set<String> urls) {
    for (Module module : modules(all)) location(module).ifPresent(at -> urls.add(at.toString()));
  }

  private static Optional<URI> location(Module module) {
    ModuleLayer layer = module.getLayer();
    if (layer == null) return Optional.empty();
    return layer
        .configuration()
        .findModule(module.getName())
        .map(ResolvedModule::reference)
        .flatMap(ModuleReference::location)
        .filter(at -> "file".equals(at.getScheme()));
  }

  List<Module> modules(Instrumentation instrumentation) {
    return modules(instrumentation.getAllLoadedClasses());
  }

  /** The named modules of this loader that come from files, and not with the JDK. */
  private List<Module> modules(Class<?>[] all) {
    Set<Module> found = new LinkedHashSet<>();
    for (Class<?> each : all)
      if (isOwn(each) && each.getModule().isNamed() && location(each.getModule()).isPresent())
        found.add(each.getModule());
    return List.copyOf(found);
  }

  /** The class file of a class that this loader has defined; null if there is none to be had. */
  byte @Nullable [] file(Class<?> type) {
    try (InputStream in = loader.getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException | RuntimeException | LinkageError broken) {
      return null; // the loader's own code: a class less
    }
  }

  /**
   * Of this loader, and of the application: the inert agent class is from a jar that is deleted.
   */
  private boolean isOwn(Class<?> type) {
    return type.getClassLoader() == loader
        && !type.isArray()
        && !type.isHidden()
        && !type.getName().startsWith("SondeAgent_");
  }
}
