package dev.sonde.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.Sha256;
import dev.sonde.operator.repository.state.StateHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {
  @TempDir Path folder;
  private Path file;
  private List<String> lines;

  @BeforeEach
  void fourLines() throws IOException {
    AuditFile audit =
        new AuditFile(new StateHome(Optional.of(folder.resolve("home"))), warning -> {});
    for (String kind : List.of("load", "command", "refusal", "removal"))
      audit.write(Map.of("kind", kind));
    file = folder.resolve("home/audit.jsonl");
    lines = new ArrayList<>(Files.readAllLines(file));
  }

  @Test
  void untouched_isUnbroken() throws IOException {
    Chain.Result result = Chain.read(file, line -> {});
    assertThat(result).isEqualTo(new Chain.Result(4, hash(lines.get(3)), Optional.empty()));
  }

  @Test
  void lineChanged_breaksTheNext() throws IOException {
    lines.set(1, lines.get(1).replace("command", "comment"));
    assertThat(broken(3))
        .isEqualTo(
            "names "
                + prev(lines.get(2))
                + " as the one before it, but line 2 has SHA-256 "
                + hash(lines.get(1))
                + ": that line was changed, or lines between the two were removed or added");
  }

  @Test
  void lineRemoved_breaksTheNext() throws IOException {
    lines.remove(2);
    assertThat(broken(3)).contains("but line 2 has SHA-256");
  }

  @Test
  void lineAdded_isBroken() throws IOException {
    lines.add(2, "{\"kind\":\"load\",\"prev\":\"" + "1".repeat(64) + "\"}");
    assertThat(broken(3)).startsWith("names " + "1".repeat(64));
  }

  @Test
  void beginningRemoved_isBroken() throws IOException {
    lines.remove(0);
    assertThat(broken(1)).endsWith("the beginning was removed, or audit.jsonl.1");
  }

  @Test
  void endRemoved_showsInTheLastHashAlone() throws IOException {
    String last = Chain.read(file, line -> {}).last();
    lines.remove(3);
    Files.write(file, lines);
    Chain.Result result = Chain.read(file, line -> {});
    assertThat(result.broken()).isEmpty();
    assertThat(result.last()).isNotEqualTo(last);
  }

  @Test
  void lineThatIsNoJson_isBroken_andTheRestIsRead() throws IOException {
    lines.set(1, "\u001b[2J");
    assertThat(broken(2))
        .isEqualTo("is no line of an audit file: expected a value but found U+001B at character 0");
    List<Object> kinds = new ArrayList<>();
    Chain.read(file, line -> kinds.add(line.get("kind")));
    assertThat(kinds).containsExactly("load", "refusal", "removal");
  }

  @Test
  void lineWithoutEnd_isRefused() throws IOException {
    Files.write(file, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> Chain.read(file, line -> {}))
        .hasMessage("a line of more than 1048576 bytes: this is no audit file");
  }

  @Test
  void folder_isRefused() {
    assertThatThrownBy(() -> Chain.read(folder, line -> {}))
        .hasMessage(folder + " is not a regular file");
  }

  private String broken(long line) throws IOException {
    Files.write(file, lines);
    Chain.Break broken = Chain.read(file, each -> {}).broken().orElseThrow();
    assertThat(broken.line()).isEqualTo(line);
    assertThat(broken.file()).isEqualTo(file);
    return broken.what();
  }

  private static String hash(String line) {
    return Sha256.hex(line.getBytes(StandardCharsets.UTF_8));
  }

  private static String prev(String line) {
    return line.replaceFirst(".*\"prev\":\"([0-9a-f]+)\".*", "$1");
  }
}
