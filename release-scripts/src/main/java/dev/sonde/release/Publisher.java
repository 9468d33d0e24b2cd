package dev.sonde.release;

import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The publisher's verbs. */
public final class Publisher {
  static final String USAGE =
      """
      keys --development DIR                                    make development keys and their root, or renew the root
      publish --keys DIR --out FOLDER --add JAR.. [--sonde-jar JAR]   sign plugins into a repository
      bundle --from FOLDER --out DIR                            the snapshot that sonde.jar carries
      verify FOLDER|URL --root FILE                             read it as a stranger
      """
          + ReleaseVerbs.USAGE;

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  private Publisher(PrintStream out, PrintStream err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  public static void main(String[] words) {
    System.exit(run(List.of(words), System.out, System.err, Clock.systemUTC()));
  }

  /**
   * Runs one verb. Returns the exit code: 0 done, 1 failed, 2 not understood, 3 done, but people
   * must do something soon, 4 refused by verification.
   */
  public static int run(List<String> words, PrintStream out, PrintStream err, Clock clock) {
    try {
      return new Publisher(out, err, clock).run(words);
    } catch (Failure e) {
      err.println(e.getMessage());
      return e.code();
    } catch (SondeException e) {
      err.println(e.getMessage());
      return e.id().exit().code();
    } catch (IOException e) {
      err.println("cannot read or write: " + e);
      return 1;
    }
  }

  /** The usage of one verb, or all of it. */
  static String usage(String verb) {
    List<String> lines = USAGE.lines().filter(line -> line.startsWith(verb + " ")).toList();
    if (lines.isEmpty()) return USAGE;
    String own = String.join("\n", lines);
    return own.contains("SIGNERS")
        ? own + "\n" + USAGE.substring(USAGE.lastIndexOf("SIGNERS:"))
        : own;
  }

  private int run(List<String> words) throws IOException {
    if (words.contains("--help") || words.contains("-h")) {
      out.println(usage(words.get(0)));
      return 0;
    }
    List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
    if (!words.isEmpty() && ReleaseVerbs.NAMES.contains(words.get(0)))
      return new ReleaseVerbs(out, err, clock).run(words.get(0), rest);
    switch (words.isEmpty() ? "" : words.get(0)) {
      case "keys" -> keys(new Options(rest, List.of("development")));
      case "publish" -> publish(new Options(rest, List.of("keys", "out", "add", "sonde-jar")));
      case "bundle" -> bundle(new Options(rest, List.of("from", "out")));
      case "verify" -> verify(new Options(rest, List.of("root")));
      default -> throw Failure.usage(USAGE);
    }
    return 0;
  }

  private void keys(Options options) throws IOException {
    Path folder = Path.of(options.one("development"));
    KeyFolder.openOrCreate(folder).renewRoot(clock.instant());
    out.println("development keys in " + folder);
  }

  private void publish(Options options) throws IOException {
    KeyFolder keys = KeyFolder.open(Path.of(options.one("keys")));
    List<Target> plugins = new ArrayList<>();
    for (String jar : options.all("add")) plugins.add(Target.plugin(Path.of(jar)));
    List<Target> sonde = new ArrayList<>();
    for (String jar : options.all("sonde-jar")) sonde.add(Target.sonde(Path.of(jar)));
    Path folder = Path.of(options.one("out"));
    String versions =
        new Publication(new RepositoryFolder(folder), keys, clock.instant()).run(plugins, sonde);
    out.println("published " + folder + ": " + versions);
  }

  private void bundle(Options options) throws IOException {
    Path folder = Path.of(options.one("out"));
    out.println("bundled " + folder + ": " + Bundle.write(Path.of(options.one("from")), folder));
  }

  private void verify(Options options) throws IOException {
    String location = options.one("");
    byte[] root = Files.readAllBytes(Path.of(options.one("root")));
    Stranger.verify(location, root, clock).forEach(out::println);
  }
}
