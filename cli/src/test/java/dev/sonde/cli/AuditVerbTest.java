package dev.sonde.cli;

import static dev.sonde.cli.Typed.sonde;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.json.JsonWriter;
import dev.sonde.operator.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerbTest {
  @TempDir Path folder;
  private final FakeMachine machine = new FakeMachine();
  private final List<String> lines = new ArrayList<>();
  private Path file;

  @BeforeEach
  void threeLines() throws IOException {
    file = folder.resolve("audit.jsonl");
    machine.auditFile = file;
    add(line("2026-01-02T03:04:05.678Z", "load", 4312));
    Map<String, Object> command = line("2026-01-02T03:04:06Z", "command", 4312);
    command.put("command", "trace");
    command.put("args", List.of("com.acme.Orders::find"));
    command.put("reason", "a\u001b[2J\r\nb");
    add(command);
    Map<String, Object> refusal = line(Instant.now().toString(), "refusal", 4400);
    refusal.put("result", "SONDE-POLICY");
    add(refusal);
    Files.write(file, lines);
  }

  @Test
  void table_withTextOfOthersEscaped() {
    Typed typed = sonde(machine, "audit", "--jvm", "4312");
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    Golden.check("audit.txt", typed.out());
  }

  @Test
  void json_isTheLineItself() {
    assertThat(sonde(machine, "audit", "--json", "--jvm", "4400").out())
        .startsWith("{\"v\":1,\"time\":")
        .contains("\"kind\":\"refusal\"")
        .hasLineCount(1);
  }

  @Test
  void since_leavesOutWhatIsOlder() {
    assertThat(sonde(machine, "audit", "--since", "1h", "--json").out()).hasLineCount(1);
  }

  @Test
  void check_ofAnUnbrokenFile() {
    assertThat(sonde(machine, "audit", "--check").out())
        .isEqualTo(file + ": 3 lines, unbroken; the last has SHA-256 " + hash(lines.get(2)) + "\n");
  }

  @Test
  void check_ofAChangedFile_namesTheLineAndWhatDiffers() throws IOException {
    lines.set(0, lines.get(0).replace("4312", "4313"));
    Files.write(file, lines);
    Typed typed = sonde(machine, "audit", "--check");
    assertThat(typed.exit()).isEqualTo(Exit.UNVERIFIED);
    assertThat(typed.err())
        .startsWith("SONDE-AUDIT: line 2 of " + file + " names ")
        .contains("but line 1 has SHA-256 " + hash(lines.get(0)))
        .hasLineCount(1);
    assertThat(typed.out()).isEmpty();
  }

  @Test
  void anotherFile_byItsPath() {
    machine.auditFile = null;
    assertThat(sonde(machine, "audit", file.toString(), "--check").exit()).isEqualTo(Exit.DONE);
  }

  @Test
  void nothingYet_isNoMatch() throws IOException {
    Files.delete(file);
    Typed typed = sonde(machine, "audit");
    assertThat(typed.exit()).isEqualTo(Exit.NO_MATCH);
    assertThat(typed.err())
        .isEqualTo("SONDE-NO-MATCH: nothing was audited yet: there is no " + file + "\n");
  }

  @Test
  void wordsThatAreWrong_areUsage() {
    assertThat(sonde(machine, "audit", "--since", "soon").err())
        .isEqualTo(
            "SONDE-USAGE: expected --since to be a time with its unit and got soon: for instance"
                + " 90m, 12h, 7d\n");
    assertThat(sonde(machine, "audit", "--jvm", "shop").exit()).isEqualTo(Exit.USAGE);
  }

  private void add(Map<String, Object> line) {
    line.put("prev", lines.isEmpty() ? "0".repeat(64) : hash(lines.get(lines.size() - 1)));
    lines.add(JsonWriter.line(line));
  }

  private static Map<String, Object> line(String time, String kind, long pid) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", time);
    line.put("kind", kind);
    line.put("pid", pid);
    line.put("main", "com.acme.Shop");
    line.put("user", "ada");
    line.put("plugin", "tracer-full");
    line.put("version", "0.1.0");
    line.put("root", "7f3a".repeat(16));
    line.put("result", "ok");
    return line;
  }

  private static String hash(String line) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
