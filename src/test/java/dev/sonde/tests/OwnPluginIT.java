package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** docs/PLUGINS.md, word for word: its files are written, its commands typed. */
class OwnPluginIT {
  /** For a dozen commands, most of which start a JVM. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String FENCE = "```";

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void page_leadsFromAnEmptyFolderToARun_andBack() throws IOException {
    Path folder = Files.createDirectory(stage.folder().resolve("mine"));
    List<List<String>> blocks = read(folder);
    TargetJvm target = stage.program(Jdks.oldest());
    Outside outside = Outside.of(target);
    StringBuilder all = new StringBuilder();
    for (List<String> each : blocks) all.append(type(blocks.get(0), each, folder, target.pid()));
    String said = all.toString();
    assertThat(said)
        .contains("good acme/heap 1.0.0 jdk17 sha256 ")
        .contains("acme is known, its metadata verified: 1 plugin")
        .contains("\n+ sonde run " + target.pid() + " acme/heap top --by size -n 5\n")
        .containsPattern("SONDE-NO-JAR: .* has no plugin \"acme/heap\"")
        .contains("acme is forgotten");
    String row =
        "\\{\"v\":1,\"kind\":\"histogram\",\"class\":\"[^\"]+\",\"count\":\\d+,\"size\":\\d+\\}";
    assertThat(said.lines().filter(line -> line.matches(row))).hasSize(5);
    outside.assertClean();
  }

  /** Writes the files where the page says, and returns the commands, a list for each block. */
  private static List<List<String>> read(Path folder) throws IOException {
    List<List<String>> commands = new ArrayList<>();
    String kind = "";
    List<String> block = null;
    for (String line : Files.readAllLines(Dist.root().resolve("docs/PLUGINS.md"))) {
      if (block == null) {
        if (line.startsWith(FENCE)) block = new ArrayList<>();
        kind = line;
      } else if (!line.equals(FENCE)) {
        block.add(line);
      } else {
        if (kind.equals(FENCE + "sh")) commands.add(block);
        else if (kind.contains(" ")) Files.write(made(folder, kind), block);
        block = null;
      }
    }
    return commands;
  }

  private static Path made(Path folder, String kind) throws IOException {
    Path file = folder.resolve(kind.substring(kind.indexOf(' ') + 1));
    Files.createDirectories(file.getParent());
    return file;
  }

  /** In a shell of its own, which has done what all blocks build upon. */
  private String type(List<String> first, List<String> block, Path folder, long pid) {
    List<String> commands = new ArrayList<>(first);
    if (block != first) commands.addAll(block);
    List<String> script = new ArrayList<>(List.of("set -eux"));
    // Java takes the home folder of the user, whatever HOME says.
    script.add("sonde() { java -Duser.home=$HOME -jar $SONDE/target/dist/lib/sonde.jar \"$@\"; }");
    for (String each : commands)
      script.add(each.startsWith("! ") ? "if " + each.substring(2) + "; then exit 9; fi" : each);
    Map<String, String> environment =
        Map.of(
            "PATH", Jdks.newest().home().resolve("bin") + ":" + System.getenv("PATH"),
            "JAVA_HOME", Jdks.newest().home().toString(),
            "HOME", stage.home().toString(),
            "SONDE", Dist.root().toString(),
            "PID", String.valueOf(pid));
    ProcessBuilder builder = new ProcessBuilder("bash", "-s").directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Shell.Result result = Shell.attempt(builder, String.join("\n", script) + "\n", PATIENCE);
    assertThat(result.exit()).as(result.text()).isZero();
    return result.text();
  }
}
