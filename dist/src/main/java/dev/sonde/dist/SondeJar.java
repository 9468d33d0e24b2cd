package dev.sonde.dist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The release in one file: command line, operator, what goes into a target, and a signed snapshot
 * of the repository.
 */
final class SondeJar {
  private static final Map<String, String> MANIFEST =
      Map.of(
          "Main-Class", "dev.sonde.Main",
          // For the audit of sonde shell: see Sources.
          "Add-Opens", "jdk.jshell/jdk.jshell");

  private static final String LIBRARY = "dev/sonde/lib/";

  /** What JLine knows of terminals, beside this class of it. */
  private static final String TERMINALS = "org/jline/utils/InfoCmp";

  private static final List<String> TERMINAL_FILES =
      List.of(
          "capabilities.txt",
          "ansi.caps",
          "dumb.caps",
          "dumb-color.caps",
          "screen.caps",
          "screen-256color.caps",
          "xterm.caps",
          "xterm-256color.caps");

  private final Jar jar;

  private SondeJar(Jar jar) {
    this.jar = jar;
  }

  /** The classes: our own whole, other people's as far as ours reach them. */
  static SondeJar ofClasses(Layout layout, Libraries libraries) throws IOException {
    Jar own =
        layout
            .module("cli")
            .putAll(layout.module("loader/operator"))
            .putAll(layout.module("loader/jshell"))
            .putAll(layout.module("loader/json"))
            .putAll(layout.module("loader/wire"));
    SondeJar result =
        new SondeJar(new Relocation(libraries, "", LIBRARY).apply(Lambdas.replacedIn(own)));
    for (String file : TERMINAL_FILES)
      result.jar.put(
          LIBRARY + TERMINALS.substring(0, TERMINALS.lastIndexOf('/') + 1) + file,
          libraries.resource(TERMINALS, file));
    result.jar.putAll(main(layout)).putAll(layout.licenses());
    return result;
  }

  private static Jar main(Layout layout) throws IOException {
    Path source = layout.root().resolve("dist/src/main/java8/dev/sonde/Main.java");
    return new Javac(Jdk.current())
        .compile(8, layout.work("main-classes"), List.of(source), List.of());
  }

  /** Adds {@code sonde/<name>}. */
  SondeJar with(String name, byte[] bytes) {
    jar.put("sonde/" + name, bytes);
    return this;
  }

  /** Adds all files of a folder below {@code sonde/}. */
  SondeJar withAll(Path folder) throws IOException {
    Jar.ofFolder(folder).entries().forEach(this::with);
    return this;
  }

  byte[] bytes() throws IOException {
    return jar.bytes(MANIFEST);
  }
}
