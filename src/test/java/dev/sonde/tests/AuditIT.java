package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the operator's own audit says of a trace, and what it does not. */
class AuditIT {
  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void trace_isAuditedFromLoadToRemoval(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    stage
        .trace(jdks.operator(), target, "com.acme.Hard::tick", "-n", 2, "--reason", "INC-4711\r\n")
        .exits(0);

    List<JsonNode> lines = lines();
    assertThat(lines)
        .extracting(line -> line.get("kind").asText() + " " + line.get("result").asText())
        .containsExactly("load ok", "command ok", "removal ok");
    JsonNode load = lines.get(0);
    assertThat(load.get("pid").asLong()).isEqualTo(target.pid());
    // Each JVM asks the kernel when it was booted, which it rounds to a second.
    assertThat(Instant.parse(load.get("started").asText()))
        .isCloseTo(
            target.process().info().startInstant().orElseThrow(), within(2, ChronoUnit.SECONDS));
    assertThat(load.get("main").asText()).isEqualTo("com.acme.Program");
    assertThat(load.get("reason").asText()).isEqualTo("INC-4711");
    assertThat(load.get("plugin").asText()).endsWith("tracer-full");
    assertThat(load.get("root").asText()).matches("[0-9a-f]{64}");
    assertThat(load.get("sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(load.get("development").asBoolean()).isTrue();
    assertThat(lines.get(1).get("args").get(0).asText()).isEqualTo("com.acme.Hard::tick");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    Sonde check = stage.sonde(jdks.operator(), "audit", "--check").exits(0);
    assertThat(check.outText()).contains("3 lines, unbroken");
    Sonde table = stage.sonde(jdks.operator(), "audit", "--since", "1h").exits(0);
    assertThat(table.outText()).contains("INC-4711", "trace com.acme.Hard::tick");
  }

  @Test
  void refusal_beforeAnyAttach_isAudited_andAChangedLineIsFound() throws IOException {
    stage.sonde(Jdks.newest(), "trace", "no-such-jvm", "a.B::c").refuses(3, "SONDE-NO-SUCH-JVM");
    stage.sonde(Jdks.newest(), "trace", "no-such-jvm", "a.B::d").refuses(3, "SONDE-NO-SUCH-JVM");
    assertThat(lines())
        .extracting(line -> line.get("kind").asText() + " " + line.get("result").asText())
        .containsExactly("refusal SONDE-NO-SUCH-JVM", "refusal SONDE-NO-SUCH-JVM");
    Files.writeString(file(), Files.readString(file()).replaceFirst("a\\.B::c", "a.B::x"));
    assertThat(stage.sonde(Jdks.newest(), "audit", "--check").refuses(4, "SONDE-AUDIT"))
        .startsWith("SONDE-AUDIT: line 2 of " + file());
  }

  @OnePair
  void audit_thatCannotBeWritten_isSaid_andTheTraceGoesOn(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Path victim = Files.writeString(stage.folder().resolve("victim"), "untouched");
    Files.createDirectory(
        file().getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createSymbolicLink(file(), victim);
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Hard::tick", "-n", 2).exits(0);
    assertThat(sonde.calls()).hasSize(2);
    assertThat(sonde.err()).filteredOn(line -> line.contains("is not audited")).hasSize(1);
    assertThat(victim).hasContent("untouched");
  }

  private Path file() {
    return stage.home().resolve(".sonde/audit.jsonl");
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String each : Files.readAllLines(file())) lines.add(new ObjectMapper().readTree(each));
    return lines;
  }
}
