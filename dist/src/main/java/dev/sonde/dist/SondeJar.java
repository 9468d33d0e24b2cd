package dev.sonde.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The release in one file: command line, operator, what goes into a target, and a signed snapshot
 * of the repository. Also an agent, for a JVM that is started with it.
 */
final class SondeJar {
  private static final Map<String, String> MANIFEST =
      Map.of(
          "Main-Class", "dev.sonde.Main",
          // For the audit of sonde shell: see Sources.
          "Add-Opens", "jdk.jshell/jdk.jshell",
          "Can-Redefine-Classes", "true",
          "Can-Retransform-Classes", "true");

  private static final String WORDS = "dev/sonde/tracer/words/";
  private static final String REFUSAL = "dev/sonde/api/UsageException.class";
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

  private final Layout layout;
  private final Jar jar;

  private SondeJar(Layout layout, Jar jar) {
    this.layout = layout;
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
            .putAll(layout.module("loader/wire"))
            .putAll(words(layout));
    Jar all =
        new Relocation(libraries, "", LIBRARY)
            .apply(Lambdas.replacedIn(RecordMethods.spelledOutIn(own)));
    for (String file : TERMINAL_FILES)
      all.put(
          LIBRARY + TERMINALS.substring(0, TERMINALS.lastIndexOf('/') + 1) + file,
          libraries.resource(TERMINALS, file));
    return new SondeJar(layout, all.putAll(layout.licenses()));
  }

  /** What reads a person's words before a target does, as that will: see Asking. */
  private static Jar words(Layout layout) throws IOException {
    Jar words = new Jar();
    layout
        .module("plugins/tracer-full")
        .entries()
        .forEach(
            (name, bytes) -> {
              if (name.startsWith(WORDS)) words.put(name, bytes);
            });
    byte[] refusal = layout.module("plugin-api").entries().get(REFUSAL);
    if (refusal == null) throw new IOException("expected " + REFUSAL + " in plugin-api");
    return words.put(REFUSAL, refusal);
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
    String agent = "Agent_" + hash().substring(0, 8);
    jar.putAll(first(agent));
    Map<String, String> manifest = new HashMap<>(MANIFEST);
    manifest.put("Premain-Class", "dev.sonde." + agent);
    manifest.put("Agent-Class", "dev.sonde." + agent);
    return jar.bytes(manifest);
  }

  /** What an old runtime can read: the program's first class, and the agent's under this name. */
  private Jar first(String agent) throws IOException {
    Path sources = layout.root().resolve("dist/src/main/java8/dev/sonde");
    Path named = layout.work("java8-source").resolve(agent + ".java");
    String source = Files.readString(sources.resolve("Agent.java"));
    Folders.delete(named.getParent());
    Files.createDirectories(named.getParent());
    Files.writeString(named, source.replaceAll("\\bAgent\\b", agent));
    return new Javac(Jdk.current())
        .compile(
            8,
            layout.work("main-classes"),
            List.of(sources.resolve("Main.java"), named),
            List.of());
  }

  /** Of all the rest. */
  private String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      jar.entries()
          .forEach(
              (name, bytes) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
              });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }
}
