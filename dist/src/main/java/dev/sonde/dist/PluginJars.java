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

/**
 * The jars of {@code tracer-full}, one for each JDK line, with ASM inside under a name of its own.
 */
final class PluginJars {
  private static final String ID = "tracer-full";
  private static final String DESCRIPTION = "META-INF/sonde.properties";

  private final Layout layout;
  private final Libraries libraries;

  PluginJars(Layout layout, Libraries libraries) {
    this.layout = layout;
    this.libraries = libraries;
  }

  String fileName(int line) {
    return ID + "-" + layout.version() + "-jdk" + line + ".jar";
  }

  /**
   * The jar of line 17, and of each later line that has a folder of sources and a JDK here that
   * compiles them.
   */
  SortedMap<Integer, byte[]> build(List<Integer> laterLines) throws IOException {
    SortedMap<Integer, byte[]> jars = new TreeMap<>();
    jars.put(17, jar(layout.module("plugins/" + ID), 17));
    for (int line : laterLines) {
      Optional<Jdk> jdk = Jdk.atLeast(line);
      List<Path> sources =
          Folders.files(layout.root().resolve("plugins/" + ID + "/src/main/java" + line));
      if (jdk.isPresent() && !sources.isEmpty()) {
        jars.put(line, later(line, new Javac(jdk.get()), sources));
      }
    }
    return jars;
  }

  /** Classes compiled from the line's own folder replace their namesakes. */
  private byte[] later(int line, Javac javac, List<Path> sources) throws IOException {
    Path work = layout.work(ID + "-java" + line);
    Jar replacements = javac.compile(line, work, sources, classPath(), "-XDstringConcat=inline");
    return jar(layout.module("plugins/" + ID).putAll(replacements), line);
  }

  private byte[] jar(Jar own, int line) throws IOException {
    Jar described =
        new Jar()
            .putAll(Lambdas.replacedIn(own))
            .put(DESCRIPTION, description(own, line))
            .putAll(layout.licenses());
    return new Relocation(libraries, "org/objectweb/asm/", "dev/sonde/tracer/asm/")
        .apply(described)
        .bytes(Map.of());
  }

  private byte[] description(Jar own, int line) {
    byte[] source = own.entries().get(DESCRIPTION);
    if (source == null) {
      throw new IllegalStateException("plugins/" + ID + " has no " + DESCRIPTION);
    }
    String kept =
        new String(source, StandardCharsets.UTF_8)
            .lines()
            .filter(text -> !text.matches("(id|version|line)\\s*=.*"))
            .collect(Collectors.joining("\n", "", "\n"));
    return ("id=" + ID + "\nversion=" + layout.version() + "\nline=" + line + "\n" + kept)
        .getBytes(StandardCharsets.UTF_8);
  }

  private List<Path> classPath() {
    Stream<Path> modules = Stream.of("plugins/" + ID, "plugin-api").map(layout::classes);
    return Stream.concat(modules, layout.libraries().stream()).toList();
  }
}
