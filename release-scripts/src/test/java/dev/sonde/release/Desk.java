package dev.sonde.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder in which a person types the lines of docs/KEYS.md; verbs run in this JVM. */
final class Desk {
  /** Words of a line that are names in the desk's folder. */
  private static final Pattern NAME =
      Pattern.compile(
          "((new-|thief-)?(trust|repo|stage)|keys|new|build|evil|devices|holders\\.txt|copy\\.zip|copy)(/.*)?");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  final Path folder;
  Instant now = Instant.parse("2030-05-01T12:00:00Z");

  /** What the last line printed. */
  String said = "";

  Desk(Path folder) throws IOException {
    this.folder = folder;
    StringBuilder holders = new StringBuilder();
    for (String role : List.of("root", "targets", "plugins"))
      holders.append(String.format("%1$s-1 first\n%1$s-2 second\n%1$s-3 third p256\n", role));
    Files.writeString(
        folder.resolve("holders.txt"), holders + "snapshot-1 host\ntimestamp-1 host p256\n");
    plugin("build", "tracer-full", "0.1.0");
    plugin("evil", "evil", "1.0.0");
  }

  void plugin(String build, String id, String version) throws IOException {
    Path plugins = Files.createDirectories(folder.resolve(build).resolve("plugins"));
    Files.write(
        plugins.resolve(id.replace('/', '-') + "-" + version + "-jdk17.jar"),
        Workshop.plugin(id, version, 17, 1));
  }

  /** Runs a line; one that begins with {@code !} must fail. */
  void run(String line) throws IOException {
    String command = line.replaceFirst("^! ", "");
    int exit = command.startsWith("bin/") ? verb(command) : shell(command);
    if ((exit == 0) == line.startsWith("! "))
      throw new AssertionError(line + "\nexit " + exit + "\n" + said);
  }

  void runAll(List<KeysPage.Block> blocks) throws IOException {
    for (KeysPage.Block block : blocks) {
      Matcher later = Pattern.compile("(\\d+) days later").matcher(block.kind());
      if (later.matches()) now = now.plus(Duration.ofDays(Long.parseLong(later.group(1))));
      for (String line : block.lines()) run(line);
    }
  }

  int verb(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command.substring("bin/".length()));
    while (word.find()) {
      String text = word.group(1) != null ? word.group(1) : word.group(2);
      if (text == null) text = words.isEmpty() ? word.group(3) : named(word.group(3));
      words.add(text);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int exit = Publisher.run(words, stream, stream, Clock.fixed(now, ZoneOffset.UTC));
    said = out.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
    return exit;
  }

  private String named(String word) {
    return NAME.matcher(word).matches() ? folder.resolve(word).toString() : word;
  }

  int shell(String command) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  byte[] firstRoot() throws IOException {
    return Files.readAllBytes(folder.resolve("trust/1.root.json"));
  }
}
