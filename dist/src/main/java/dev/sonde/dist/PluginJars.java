package dev.sonde.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars of one plugin, one for each JDK line; ASM is inside under a name of its own. */
final class PluginJars {
  /** The plugins of this project. */
  static final List<String> ALL = List.of("tracer-full", "tracer-mini", "shell");

  private static final String ASM = "dev/sonde/tracer/asm/";
  private static final String DESCRIPTION = "META-INF/sonde.properties";

  private final String id;
  private final Layout layout;
  private final Libraries libraries;

  /**
   * @param id also the name of its folder
   */
  PluginJars(String id, Layout layout, Libraries libraries) {
    this.id = id;
    this.layout = layout;
    this.libraries = libraries;
  }

  String fileName(int line) {
    return id + "-" + layout.version() + "-jdk" + line + ".jar";
  }

  /** Those of all plugins, by file name. */
  static SortedMap<String, byte[]> all(Layout layout, Libraries libraries, List<Integer> laterLines)
      throws IOException {
    SortedMap<String, byte[]> named = new TreeMap<>();
    for (String each : ALL) {
      PluginJars jars = new PluginJars(each, layout, libraries);
      jars.build(laterLines).forEach((line, jar) -> named.put(jars.fileName(line), jar));
    }
    return named;
  }

  /**
   * The jar of line 17, and of each later line that has a folder of sources and a JDK here that
   * compiles them.
   */
  SortedMap<Integer, byte[]> build(List<Integer> laterLines) throws IOException {
    SortedMap<Integer, byte[]> jars = new TreeMap<>();
    jars.put(17, jar(layout.module("plugins/" + id), 17));
    for (int line : laterLines) {
      Optional<Jdk> jdk = Jdk.atLeast(line);
      List<Path> sources =
          Folders.files(layout.root().resolve("plugins/" + id + "/src/main/java" + line));
      if (jdk.isPresent() && !sources.isEmpty()) {
        jars.put(line, later(line, new Javac(jdk.get()), sources));
      }
    }
    return jars;
  }

  /** Classes compiled from the line's own folder replace their namesakes. */
  private byte[] later(int line, Javac javac, List<Path> sources) throws IOException {
    Path work = layout.work(id + "-java" + line);
    Jar replacements = javac.compile(line, work, sources, classPath(), "-XDstringConcat=inline");
    return jar(layout.module("plugins/" + id).putAll(replacements), line);
  }

  private byte[] jar(Jar own, int line) throws IOException {
    Jar described =
        new Jar()
            .putAll(
                isCompiledAgainst() ? Bare.withGenericTypes(own) : Lambdas.replacedForTarget(own))
            .put(DESCRIPTION, description(own, line))
            .putAll(layout.licenses());
    Jar whole = new Relocation(libraries, "org/objectweb/asm/", ASM).apply(described);
    if (isCompiledAgainst()) return whole.bytes(Map.of());
    Jar used = UnusedMembers.removedFrom(whole, ASM);
    if (!id.equals("tracer-full")) return used.bytes(Map.of());
    return LoadedAhead.listedIn(Compact.of(used), "trace").bytes(Map.of());
  }

  /** A compiler reads the generic types of {@code Peek}: snippets are compiled against it. */
  private boolean isCompiledAgainst() {
    return id.equals("shell");
  }

  private byte[] description(Jar own, int line) {
    byte[] source = own.entries().get(DESCRIPTION);
    if (source == null) {
      throw new IllegalStateException("plugins/" + id + " has no " + DESCRIPTION);
    }
    String kept =
        new String(source, StandardCharsets.UTF_8)
            .lines()
            .filter(text -> !text.matches("(id|version|line)\\s*=.*"))
            .collect(Collectors.joining("\n", "", "\n"));
    return ("id=" + id + "\nversion=" + layout.version() + "\nline=" + line + "\n" + kept)
        .getBytes(StandardCharsets.UTF_8);
  }

  private List<Path> classPath() {
    Stream<Path> modules = Stream.of("plugins/" + id, "plugin-api").map(layout::classes);
    return Stream.concat(modules, layout.libraries().stream()).toList();
  }
}
