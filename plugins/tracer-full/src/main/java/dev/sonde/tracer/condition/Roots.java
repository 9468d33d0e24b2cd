package dev.sonde.tracer.condition;

import dev.sonde.tracer.select.EditDistance;
import dev.sonde.tracer.select.LoaderName;
import dev.sonde.tracer.select.Loaders;
import dev.sonde.tracer.words.Expr;
import dev.sonde.tracer.words.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the class that an expression starts from: the first of its dotted names that begins with
 * the name of a loaded class, in each loader that has it.
 */
final class Roots {
  private static final int MOST_NAMES = 5;

  private final List<Class<?>> loaded;
  private final @Nullable LoaderName loader;

  Roots(List<Class<?>> loaded, @Nullable LoaderName loader) {
    this.loaded = loaded;
    this.loader = loader;
  }

  /**
   * Classes of one name.
   *
   * @throws Fault when no class is named, or several could be meant
   */
  List<Class<?>> of(Expr expr) throws Fault {
    List<Chain> chains = new ArrayList<>();
    collect(expr, List.of(), chains);
    for (Chain chain : chains) {
      List<Class<?>> found = named(chain);
      if (!found.isEmpty()) return chosen(chain, found);
    }
    if (chains.isEmpty())
      throw Fault.unknown(
          expr.at(), "expected a static field to begin with, as in com.acme.App.orders, got none");
    throw Fault.unknown(chains.get(0).at(), chains.get(0).unknown(loaded));
  }

  /** The longest beginning that names a class; a full name is preferred. */
  private List<Class<?>> named(Chain chain) throws Fault {
    for (int words = chain.words().size() - 1; words > 0; words--) {
      String name = String.join(".", chain.words().subList(0, words)).replace('$', '.');
      List<Class<?>> exact = new ArrayList<>();
      List<Class<?>> short_ = new ArrayList<>();
      for (Class<?> each : loaded) {
        String written = each.getName().replace('$', '.');
        if (written.equals(name) || written.equals("java.lang." + name)) exact.add(each);
        else if (written.endsWith("." + name)) short_.add(each);
      }
      if (!exact.isEmpty()) return exact;
      if (!short_.isEmpty()) return oneName(chain.at(), name, short_);
    }
    return List.of();
  }

  private static List<Class<?>> oneName(int at, String name, List<Class<?>> found) throws Fault {
    Set<String> names = new TreeSet<>();
    for (Class<?> each : found) names.add(each.getName());
    if (names.size() == 1) return found;
    throw Fault.unknown(
        at, "expected the full name of a class, " + name + " may be " + some(names, " or "));
  }

  private List<Class<?>> chosen(Chain chain, List<Class<?>> found) throws Fault {
    if (loader == null) return found;
    List<Class<?>> chosen = found.stream().<Class<?>>filter(this::fits).toList();
    if (!chosen.isEmpty()) return chosen;
    Set<String> loaders = new LinkedHashSet<>();
    for (Class<?> each : found) loaders.add("{" + Loaders.name(each.getClassLoader()) + "}");
    throw Fault.unknown(
        chain.at(),
        "no class loader of "
            + found.get(0).getName()
            + " is {"
            + loader.text()
            + "}: it is loaded by "
            + some(loaders, ", "));
  }

  private boolean fits(Class<?> type) {
    return loader != null && loader.match(type.getClassLoader());
  }

  private static String some(Set<String> texts, String separator) {
    List<String> all = List.copyOf(texts);
    String shown = String.join(separator, all.subList(0, Math.min(MOST_NAMES, all.size())));
    return all.size() > MOST_NAMES ? shown + separator + ".." : shown;
  }

  /**
   * Dotted names of an expression, the leftmost first, but for those that begin with an element.
   */
  private static void collect(Expr expr, List<String> elements, List<Chain> chains) {
    String dotted = expr instanceof Expr.Member ? Paths.dotted(expr) : null;
    if (dotted != null) {
      List<String> words = List.of(dotted.split("\\."));
      if (!elements.contains(words.get(0))) chains.add(new Chain(start(expr), words));
    } else if (expr instanceof Expr.Each each) {
      collect(each.source(), elements, chains);
      List<String> inside = new ArrayList<>(elements);
      inside.add(each.variable());
      if (each.condition() != null) collect(each.condition(), inside, chains);
    } else for (Expr part : parts(expr)) collect(part, elements, chains);
  }

  private static int start(Expr expr) {
    Expr first = expr;
    while (first instanceof Expr.Member member) first = member.target();
    return first.at();
  }

  private static List<Expr> parts(Expr expr) {
    if (expr instanceof Expr.Member member) return List.of(member.target());
    if (expr instanceof Expr.Element element) return List.of(element.target(), element.index());
    if (expr instanceof Expr.Not not) return List.of(not.operand());
    if (expr instanceof Expr.Minus minus) return List.of(minus.operand());
    if (expr instanceof Expr.Binary binary) return List.of(binary.left(), binary.right());
    if (expr instanceof Expr.Cast cast) return List.of(cast.operand());
    if (expr instanceof Expr.InstanceOf test) return List.of(test.operand());
    if (expr instanceof Expr.CausedBy test) return List.of(test.operand());
    if (!(expr instanceof Expr.Invoke call)) return List.of();
    List<Expr> parts = new ArrayList<>(List.of(call.target()));
    parts.addAll(call.arguments());
    return parts;
  }

  /** A dotted name. */
  private record Chain(int at, List<String> words) {
    String unknown(List<Class<?>> loaded) {
      String name = className();
      EditDistance distance = new EditDistance(Scope.simple(name));
      List<String> near = new ArrayList<>();
      loaded.stream()
          .filter(each -> each.getClassLoader() != null)
          .map(Class::getName)
          .distinct()
          .filter(each -> distance.to(Scope.simple(each)) != EditDistance.FAR)
          .sorted(
              Comparator.comparingInt((String each) -> distance.to(Scope.simple(each)))
                  .thenComparing(each -> each))
          .limit(MOST_NAMES)
          .forEach(near::add);
      String sentence = "expected a class that is loaded, got " + name;
      return near.isEmpty() ? sentence : sentence + "; there is " + String.join(", ", near);
    }

    /** Up to the last word with a capital letter before the field; or all but the field. */
    private String className() {
      int most = words.size() - 1;
      int end = most;
      for (int i = 0; i < most && end == most; i++)
        if (Character.isUpperCase(words.get(i).charAt(0))) end = i + 1;
      return String.join(".", words.subList(0, end));
    }
  }
}
