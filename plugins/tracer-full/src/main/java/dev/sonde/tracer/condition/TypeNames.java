package dev.sonde.tracer.condition;

import dev.sonde.tracer.words.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which class a name in a condition means: a full name; a class nested in the traced one, beside it
 * or in java.lang; or the only loaded class of that simple name.
 */
final class TypeNames {
  private final Classes classes;
  private final Class<?> traced;

  TypeNames(Classes classes, Class<?> traced) {
    this.classes = classes;
    this.traced = traced;
  }

  /**
   * @return null: none is loaded
   * @throws Fault when several classes could be meant
   */
  @Nullable Class<?> find(int at, String name) throws Fault {
    String own = traced.getName().replace('$', '.');
    String asked = name.replace('$', '.');
    if (own.equals(asked) || own.endsWith("." + asked)) return traced;
    for (String full : candidates(name)) {
      Class<?> found = classes.find(full, traced.getClassLoader());
      if (found != null) return found;
    }
    return only(at, name);
  }

  private List<String> candidates(String name) {
    List<String> names = new ArrayList<>();
    String nested = name.replace('.', '$');
    names.add(traced.getName() + "$" + nested);
    if (traced.getName().indexOf('$') > 0)
      names.add(traced.getName().substring(0, traced.getName().indexOf('$') + 1) + nested);
    String own = traced.getPackageName();
    if (!own.isEmpty()) names.add(own + "." + nested);
    names.add("java.lang." + nested);
    String full = name;
    for (int dot = full.length(); dot > 0; dot = full.lastIndexOf('.')) {
      if (dot < full.length()) full = full.substring(0, dot) + "$" + full.substring(dot + 1);
      names.add(full);
    }
    return names;
  }

  private @Nullable Class<?> only(int at, String name) throws Fault {
    List<Class<?>> found = classes.named(name.replace('.', '$'));
    if (found.isEmpty()) found = classes.named(name);
    Map<String, Class<?>> byName = new LinkedHashMap<>();
    for (Class<?> each : found) byName.put(each.getName(), each);
    if (byName.size() > 1)
      throw Fault.unknown(
          at,
          "expected the full name of a class, "
              + name
              + " may be "
              + String.join(" or ", new TreeSet<>(byName.keySet())));
    // One name in several loaders: only what the traced class itself sees is meant.
    return found.size() == 1 ? found.get(0) : null;
  }
}
