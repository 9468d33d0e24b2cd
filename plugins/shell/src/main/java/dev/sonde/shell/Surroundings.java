package dev.sonde.shell;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The class loaders that snippets see through, from the chosen one upwards, and what they hold. */
final class Surroundings {
  private static final int PIECE = 48 << 10;

  private final Instrumentation instrumentation;
  private final ClassLoader parent;
  private final List<Place> places = new ArrayList<>();

  Surroundings(Instrumentation instrumentation, ClassLoader parent) {
    this.instrumentation = instrumentation;
    this.parent = parent;
    ClassLoader end = ClassLoader.getPlatformClassLoader();
    for (ClassLoader each = parent; each != null && each != end; each = each.getParent())
      places.add(new Place(each));
  }

  ClassLoader parent() {
    return parent;
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("kind", "shell");
    facts.put("feature", Runtime.version().feature());
    facts.put("java", Runtime.version().toString());
    facts.put("loader", Place.name(parent));
    return facts;
  }

  /** Each loader with where its classes are from, as URLs. */
  List<Map<String, Object>> places() {
    Class<?>[] all = instrumentation.getAllLoadedClasses();
    List<Map<String, Object>> told = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) told.addAll(places.get(i).told(i, all));
    return told;
  }

  /**
   * The bytes of each class that a loader has defined and no file has, as far as it gives them, and
   * the outlines of those others.
   *
   * @param unread places that the operator does not read
   */
  void classes(int index, Collection<String> unread, Consumer<Map<String, Object>> records) {
    Place place = places.get(index);
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      Brake.check();
      if (!place.lacks(each, unread)) continue;
      byte[] file = place.file(each);
      if (file == null) records.accept(Outline.of(each));
      else send(each, file, records);
    }
  }

  private static void send(Class<?> each, byte[] file, Consumer<Map<String, Object>> records) {
    for (int from = 0; from < file.length; from += PIECE) {
      int to = Math.min(file.length, from + PIECE);
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("kind", "class");
      record.put("name", each.getName());
      record.put("bytes", java.util.Arrays.copyOfRange(file, from, to));
      record.put("more", to < file.length);
      records.accept(record);
    }
  }

  /** Opens the application's named modules to snippets, which are in no named module. */
  void openModules(Module snippets) {
    for (Module each : modules()) {
      Map<String, Set<Module>> all =
          each.getPackages().stream()
              .collect(Collectors.toMap(name -> name, name -> Set.of(snippets)));
      instrumentation.redefineModule(each, Set.of(), all, all, Set.of(), Map.of());
    }
  }

  private List<Module> modules() {
    List<Module> found = new ArrayList<>();
    for (Place place : places) found.addAll(place.modules(instrumentation));
    return found;
  }
}
