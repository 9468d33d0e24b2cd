package dev.sonde.dist;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;

/**
 * A jar with fewer classes: those of a package that each plain trace loads, and of which nobody can
 * tell one from another ({@link Mergeable}), become a few, {@code Merged} with a number. Each class
 * costs the target a kilobyte whatever is in it. What is loaded in rare cases only is left alone.
 *
 * <p>A method gets {@code $Class} behind its name, so that a stack trace tells whose it was, and
 * {@code META-INF/MERGED} in the jar says what became of what.
 */
final class Merging {
  static final String LIST = "META-INF/MERGED";

  private static final String TRACER = "dev/sonde/tracer/";
  private static final String MANY = "Many";

  /** Of an object of which there are many. */
  private static final int MOST_FIELDS = 24;

  private static final String TARGET = "dev/sonde/target/";

  private final Program program;
  private final List<MergedClass> made = new ArrayList<>();
  private final Map<String, MergedClass> into = new TreeMap<>();
  private final Set<String> candidates;
  private final Set<String> many;

  private Merging(Program program, Set<String> candidates, Set<String> many) {
    this.program = program;
    this.many = many;
    this.candidates = candidates;
  }

  /**
   * @param program all open
   * @param loaded internal names of classes that a plain trace loads; those of other jars are
   *     passed over
   */
  static Jar merged(Program program, Collection<String> loaded, Set<String> many) {
    Mergeable mergeable = new Mergeable(program);
    Set<String> candidates = new TreeSet<>(loaded);
    candidates.removeIf(each -> !mergeable.is(each));
    Merging merging = new Merging(program, candidates, many);
    while (candidates.removeAll(merging.plan())) merging = new Merging(program, candidates, many);
    merging.merge();
    return program.written().put(LIST, merging.list());
  }

  /**
   * Decides which become one.
   *
   * @return those of which it turns out that they have to stay apart
   */
  private Set<String> plan() {
    SortedMap<String, List<ClassNode>> packages = new TreeMap<>();
    for (String each : candidates)
      packages.computeIfAbsent(where(each), same -> new ArrayList<>()).add(program.get(each));
    packages.forEach(this::plan);
    for (MergedClass merged : made) for (String each : merged.members()) into.put(each, merged);
    Overloads overloads = new Overloads(program, new Names());
    Set<String> apart = new TreeSet<>();
    for (ClassNode each : program.classes.values())
      if (!into.containsKey(each.name)) apart.addAll(overloads.in(each));
    return apart;
  }

  /** The package of what comes of it: one for all, but for what makes classes beside itself. */
  private String where(String name) {
    if (many.contains(name)) return packageOf(name) + MANY;
    if (Program.looksAround(program.get(name))) return packageOf(name);
    return name.startsWith(TRACER) ? TRACER : TARGET;
  }

  static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  /** The largest first, and each to where it fits. */
  private void plan(String prefix, List<ClassNode> classes) {
    List<MergedClass> here = new ArrayList<>();
    Remapper types = new Alike();
    classes.sort(Comparator.comparing(Mergeable::size).reversed().thenComparing(each -> each.name));
    for (ClassNode each : classes)
      if (here.stream().noneMatch(merged -> merged.add(each, types))) {
        int most = prefix.endsWith(MANY) ? MOST_FIELDS : Integer.MAX_VALUE;
        MergedClass merged = new MergedClass(prefix + "Merged" + (here.size() + 1), most);
        merged.add(each, types);
        here.add(merged);
      }
    StartOrder order = new StartOrder(program);
    for (MergedClass each : here) {
      each.keepInOrder(order);
      if (each.members().size() > 1) made.add(each);
    }
  }

  private void merge() {
    Names names = new Names();
    for (MergedClass each : made) each.name(names);
    for (ClassNode each : program.classes.values())
      for (MergedClass merged : made) merged.tellConstructors(each);
    SortedMap<String, ClassNode> before = new TreeMap<>(program.classes);
    program.classes.clear();
    before.forEach((name, node) -> put(name, renamed(node, names)));
    for (MergedClass each : made) program.classes.put(each.name, each.whole());
  }

  private void put(String name, ClassNode renamed) {
    MergedClass taker = into.get(name);
    if (taker == null) program.classes.put(name, renamed);
    else taker.take(name, renamed);
  }

  private static ClassNode renamed(ClassNode node, Remapper names) {
    ClassNode renamed = new ClassNode();
    node.accept(new ClassRemapper(renamed, names));
    return renamed;
  }

  private byte[] list() {
    StringBuilder list = new StringBuilder();
    for (MergedClass each : made)
      list.append(each.name).append(" = ").append(String.join(" ", each.members())).append('\n');
    return list.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** As if all of a package became one. */
  private final class Alike extends Remapper {
    Alike() {
      super(Opcodes.ASM9);
    }

    @Override
    public String map(String name) {
      return candidates.contains(name) ? where(name) : name;
    }
  }

  private final class Names extends Remapper {
    Names() {
      super(Opcodes.ASM9);
    }

    @Override
    public String map(String name) {
      MergedClass merged = into.get(name);
      return merged == null ? name : merged.name;
    }

    @Override
    public String mapMethodName(String owner, String name, String type) {
      MergedClass merged = into.get(owner);
      return merged == null ? name : merged.method(owner, name, type);
    }

    @Override
    public String mapFieldName(String owner, String name, String type) {
      MergedClass merged = into.get(owner);
      return merged == null ? name : merged.field(owner, name);
    }
  }
}
