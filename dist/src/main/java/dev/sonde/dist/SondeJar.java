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
        new SondeJar(
            new Relocation(libraries, "", "dev/sonde/lib/").apply(Lambdas.replacedIn(own)));
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
