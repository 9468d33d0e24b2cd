package dev.sonde.cli;

import static dev.sonde.cli.Typed.sonde;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.cli.text.Records;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceVerbTest {
  private static final String PATTERN = "com.acme.Orders::find";

  private final FakeMachine machine = new FakeMachine();
  @TempDir private Path folder;

  @BeforeEach
  void layOutRecords() {
    machine.records.add(Records.start());
    machine.records.add(Records.status());
    machine.records.add(Records.threw());
    machine.records.add(Records.end());
  }

  @Test
  void trace_printsRecordsAndReport() {
    Typed typed = sonde(machine, "trace", "4312", PATTERN);
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    assertThat(typed.out())
        .startsWith("trace 1  ")
        .contains("\nend LIMIT  ")
        .endsWith("stays: SondeAgent_7f3a (1.9 KB)\n")
        .doesNotContain("overhead");
    assertThat(typed.err()).isEqualTo("development keys: plugins from sonde.jar\n");
    assertThat(machine.said)
        .containsExactly(
            "repository null",
            "open 4312 tracer-full",
            "trace [" + PATTERN + "] {limit=100, for=60s, jvm=4312, session=7f3a7f3a}",
            "end STOPPED",
            "close");
  }

  @Test
  void trace_asJson_isOneObjectALine() {
    String[] lines = sonde(machine, "trace", "4312", PATTERN, "--json").out().split("\n");
    assertThat(lines)
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).startsWith("{\"v\":1,\"kind\":\"").endsWith("}"));
    assertThat(lines[1]).contains("\"kind\":\"status\"");
    assertThat(lines[4]).contains("\"kind\":\"removed\"");
  }

  @Test
  void options_reachThePlugin() {
    sonde(machine, "trace", "4312", PATTERN, "A::b", "-n", "5", "-t", "90", "--lazy");
    assertThat(machine.said)
        .contains(
            "trace [" + PATTERN + ", A::b] {limit=5, for=90s, lazy=, jvm=4312, session=7f3a7f3a}");
  }

  @Test
  void options_ofCallsThatAreLetGo_reachThePlugin() {
    sonde(
        machine,
        "trace",
        "4312",
        PATTERN,
        "--stack",
        "5",
        "--sample",
        "1/100",
        "--rate",
        "10/s",
        "--inside",
        "A::b",
        "--inside",
        "A::c",
        "--capture=this,-return",
        "--tree");
    assertThat(machine.said)
        .anyMatch(
            said ->
                said.contains("capture=this,-return")
                    && said.contains("stack=5, sample=1/100, rate=10/s")
                    && said.contains("inside=A::b;A::c")
                    && !said.contains("tree"));
  }

  @Test
  void tree_showsCallsWithoutTheirOwnLines() {
    Typed typed = sonde(machine, "trace", "4312", PATTERN, "--tree", "--json");
    assertThat(typed.out()).contains("\"kind\":\"tree\"").doesNotContain("\"kind\":\"call\"");
    assertThat(sonde(machine, "trace", "4312", PATTERN, "--tree").out())
        .contains("OrderService.price(order=Order{id=9312}, customer=null)  threw Null");
  }

  @Test
  void reveal_again_reachesThePluginAsAList() {
    sonde(machine, "trace", "4312", PATTERN, "--reveal", "dbPassword", "--reveal", "iban");
    assertThat(machine.said).anyMatch(said -> said.contains("reveal=dbPassword,iban"));
  }

  @Test
  void find_printsRows() {
    machine.records.clear();
    machine.records.add(
        Map.of("kind", "method", "weavable", true, "command", "sonde trace 4312 'A::b'"));
    Typed typed = sonde(machine, "find", "4312", "A::b");
    assertThat(typed.out()).isEqualTo("sonde trace 4312 'A::b'\n");
    assertThat(typed.err()).contains("\nremoved  ");
  }

  @Test
  void pattern_expandedByTheShell_isRefusedInItsQuotedForm() throws IOException {
    Path first = Files.createFile(folder.resolve("Orders.java"));
    Path second = Files.createFile(folder.resolve("OrdersTest.java"));
    Typed typed = sonde(machine, "trace", "4312", first.toString(), second.toString());
    assertThat(typed.exit()).isEqualTo(Exit.USAGE);
    assertThat(typed.err())
        .startsWith("SONDE-PATTERN: ")
        .endsWith("sonde trace 4312 '" + folder + "/Orders*.java'\n")
        .hasLineCount(1);
    assertThat(machine.said).isEmpty();
  }

  @Test
  void overload_isOverBudget() {
    machine.records.get(3).put("reason", "OVERLOAD");
    assertThat(sonde(machine, "trace", "4312", PATTERN).exit()).isEqualTo(Exit.OVER_BUDGET);
  }

  @Test
  void expected_calls_areCounted() {
    assertThat(sonde(machine, "trace", "4312", PATTERN, "--expect", "1").exit())
        .isEqualTo(Exit.DONE);
    Typed typed = sonde(machine, "trace", "4312", PATTERN, "--expect", "2");
    assertThat(typed.exit()).isEqualTo(Exit.TOO_FEW);
    assertThat(typed.err())
        .endsWith("SONDE-TOO-FEW: expected at least 2 calls, got 1; the end record says why\n");
    machine.records.get(3).put("reason", "OVERLOAD");
    assertThat(sonde(machine, "trace", "4312", PATTERN, "--expect", "2").exit())
        .isEqualTo(Exit.OVER_BUDGET);
  }

  @Test
  void expected_moreThanTheUsualLimit_isTheLimit() {
    sonde(machine, "trace", "4312", PATTERN, "--expect", "500");
    sonde(machine, "trace", "4312", PATTERN, "--expect", "501", "-n", "7");
    assertThat(machine.said)
        .anyMatch(each -> each.contains("{limit=500, "))
        .anyMatch(each -> each.contains("{limit=7, "));
  }

  @Test
  void expected_noNumber_isRefusedBeforeAnythingIsDone() {
    assertThat(sonde(machine, "trace", "4312", PATTERN, "--expect", "many").exit())
        .isEqualTo(Exit.USAGE);
    assertThat(machine.said).doesNotContain("open 4312 tracer-full");
  }

  @Test
  void noMatch_isSaidAndRemoved() {
    machine.failure =
        new SondeException(
            ErrorId.NO_MATCH,
            "no loaded class matches com.acme.Orders::find; near: com.acme.Order::find");
    Typed typed = sonde(machine, "trace", "4312", PATTERN);
    assertThat(typed.exit()).isEqualTo(Exit.NO_MATCH);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err())
        .containsOnlyOnce("SONDE-NO-MATCH")
        .contains(
            "SONDE-NO-MATCH: no loaded class matches com.acme.Orders::find; near:"
                + " com.acme.Order::find\nremoved  ");
    assertThat(machine.said).endsWith("end ERROR", "close");
  }

  @Test
  void stdout_closed_endsTheSession() {
    Typed typed = sonde(machine, Typed.intoAClosedPipe(), "trace", "4312", PATTERN);
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    assertThat(typed.err()).contains("\nremoved  ");
    assertThat(machine.said).endsWith("end STOPPED", "close");
  }

  @Test
  void file_isNewAndPrivate() throws IOException {
    Path file = folder.resolve("calls.json");
    Typed typed = sonde(machine, "trace", "4312", PATTERN, "--json", "-o", file.toString());
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err())
        .contains("\ntrace 1  ", "\nstop: Ctrl-C", "\nend LIMIT  ", "\nremoved  ");
    assertThat(Files.readAllLines(file)).hasSize(5);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void file_thatExists_isNotTouched() throws IOException {
    Path file = Files.writeString(folder.resolve("calls.json"), "mine");
    Typed typed = sonde(machine, "trace", "4312", PATTERN, "-o", file.toString());
    assertThat(typed.exit()).isEqualTo(Exit.USAGE);
    assertThat(typed.err())
        .isEqualTo(
            "SONDE-OUTPUT: "
                + file
                + " exists already, and no file is ever overwritten: give another name with"
                + " --out\n");
    assertThat(Files.readString(file)).isEqualTo("mine");
    assertThat(machine.said).isEmpty();
  }

  @Test
  void file_withoutARecord_isNotLeft() {
    Path file = folder.resolve("calls.json");
    sonde(machine, "trace", "99", PATTERN, "-o", file.toString());
    assertThat(file).doesNotExist();
  }
}
