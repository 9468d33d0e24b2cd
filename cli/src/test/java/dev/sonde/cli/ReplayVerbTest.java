package dev.sonde.cli;

import static dev.sonde.cli.Typed.sonde;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.cli.text.Records;
import dev.sonde.operator.Exit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayVerbTest {
  private static final String PATTERN = "com.acme.Orders::find";

  private final FakeMachine machine = new FakeMachine();
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void layOutRecords() {
    file = folder.resolve("calls.sonde");
    machine.records.add(Records.start());
    machine.records.add(Records.status());
    machine.records.add(Records.threw());
    machine.records.add(Records.threw());
    machine.records.add(Records.end());
  }

  private Typed record(String... more) {
    return traced(true, more);
  }

  private Typed traced(boolean recorded, String... more) {
    String[] words = {"trace", "4312", PATTERN, "--record", file.toString()};
    String[] all = Arrays.copyOf(words, (recorded ? 5 : 3) + more.length);
    System.arraycopy(more, 0, all, all.length - more.length, more.length);
    return sonde(machine, all);
  }

  private Typed replay(String... more) {
    String[] all = Arrays.copyOf(new String[] {"replay", file.toString()}, 2 + more.length);
    System.arraycopy(more, 0, all, 2, more.length);
    return sonde(new FakeMachine(), all);
  }

  @Test
  void record_keepsCalls_andPrintsTheRest() throws IOException {
    Typed typed = record();
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    assertThat(typed.out())
        .startsWith("trace 1  ")
        .contains("\nend LIMIT  ", "\nremoved  ")
        .doesNotContain("threw");
    assertThat(typed.err())
        .endsWith("recorded 2 calls into " + file + "; sonde replay " + file + " shows them\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void record_countsWhatIsExpected() {
    assertThat(record("--expect", "2").exit()).isEqualTo(Exit.DONE);
    file = folder.resolve("other");
    assertThat(record("--expect", "3").exit()).isEqualTo(Exit.TOO_FEW);
  }

  @Test
  void replay_isWhatTheTraceWouldHavePrinted() {
    record();
    String live = traced(false).out();
    assertThat(live).contains("\nstop: Ctrl-C, or from elsewhere ");
    assertThat(replay().out()).isEqualTo(over(live)).contains("threw");
    assertThat(replay("--json").out()).isEqualTo(traced(false, "--json").out());
    assertThat(replay("--tree").out()).isEqualTo(over(traced(false, "--tree").out()));
  }

  /** Without how to stop it: it has ended. */
  private static String over(String text) {
    return text.replaceFirst("(?m)^stop: .*\n", "");
  }

  @Test
  void record_besidesAFile_isTheSame() throws IOException {
    Path out = folder.resolve("calls.json");
    record("--json", "-o", out.toString());
    assertThat(replay("--json").out()).isEqualTo(Files.readString(out));
    Path copy = folder.resolve("copy.json");
    assertThat(replay("--json", "-o", copy.toString()).out()).isEmpty();
    assertThat(copy).hasSameTextualContentAs(out);
  }

  @Test
  void replay_saysWhatItIs_andTouchesNothingElse() {
    record();
    FakeMachine none = new FakeMachine();
    Typed typed = sonde(none, "replay", file.toString());
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    assertThat(typed.err())
        .matches(
            "recorded \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:00 by sonde 1.2.3  JVM 4312"
                + " \\(17.0.15, com.acme.Shop\\)  trace com.acme.Orders::find\n");
    assertThat(none.said).isEmpty();
  }

  @Test
  void replay_ofTheFirstCalls_endsThere() {
    record();
    Typed typed = replay("-n", "1");
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    assertThat(typed.out()).containsOnlyOnce("threw").doesNotContain("end LIMIT");
    assertThat(replay("-n", "1", "--tree").out()).containsOnlyOnce("threw");
    assertThat(replay("-n", "0").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void replay_ofAFileThatEndsInTheMiddle_saysSo() throws IOException {
    record();
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length - 700));
    Typed typed = replay();
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    assertThat(typed.out()).contains("threw").doesNotContain("removed  ");
    assertThat(typed.err())
        .contains(
            file + " ends in the middle, after ",
            ": who wrote it was killed, had no room, or still");
  }

  @Test
  void replay_ofWhatIsNoRecording_isRefused() throws IOException {
    assertThat(replay().err())
        .isEqualTo(
            "SONDE-RECORDING: cannot read "
                + file
                + " (no such regular file): is it the file of --record?\n");
    Files.writeString(file, "{\"v\":1,\"kind\":\"call\"}\n");
    Typed typed = replay();
    assertThat(typed.exit()).isEqualTo(Exit.UNVERIFIED);
    assertThat(typed.err())
        .isEqualTo(
            "SONDE-RECORDING: cannot replay "
                + file
                + ": it is no recording of sonde trace --record (before byte 10)\n");
    file = folder;
    assertThat(replay().exit()).isEqualTo(Exit.UNVERIFIED);
  }

  @Test
  void replay_ofADamagedFile_showsWhatCameBefore() throws IOException {
    record();
    byte[] all = Files.readAllBytes(file);
    byte[] damaged = Arrays.copyOf(all, all.length + 4);
    ByteBuffer.wrap(damaged).putInt(all.length, 1 << 30);
    Files.write(file, damaged);
    Typed typed = replay();
    assertThat(typed.exit()).isEqualTo(Exit.UNVERIFIED);
    assertThat(typed.out()).contains("threw", "end LIMIT");
    assertThat(typed.err()).contains("SONDE-RECORDING: cannot replay " + file + ": it goes on");
  }

  @Test
  void bytesThatWereChanged_areShownOrRefused() throws IOException {
    record();
    byte[] all = Files.readAllBytes(file);
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 600; round++) {
      byte[] changed = all.clone();
      changed[random.nextInt(all.length)] = (byte) random.nextInt(256);
      Files.write(file, changed);
      Typed typed = replay(round % 3 == 0 ? "--json" : round % 3 == 1 ? "--tree" : "-n=unlimited");
      assertThat(typed.exit()).isIn(Exit.DONE, Exit.UNVERIFIED);
      assertThat(typed.out()).doesNotContain("\u001b");
      if (typed.exit() == Exit.DONE) continue;
      assertThat(typed.err()).contains("SONDE-RECORDING: cannot replay ");
      refused++;
    }
    assertThat(refused).isPositive();
  }

  @Test
  void values_thatSteerATerminal_areEscaped() {
    machine.records.get(2).put("method", "\u001b[2Jfind\r\n");
    record();
    assertThat(replay().out()).contains("\\u001b[2Jfind\\r\\n").doesNotContain("\u001b");
    assertThat(replay("--json").out()).contains("\\u001b[2J").doesNotContain("\u001b");
  }

  @Test
  void replay_whoseReaderHasGone_ends() {
    record();
    Typed typed = sonde(machine, Typed.intoAClosedPipe(), "replay", file.toString());
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
  }

  @Test
  void record_intoAFileThatExists_isRefusedBeforeAnythingIsDone() throws IOException {
    Files.writeString(file, "mine");
    Typed typed = record();
    assertThat(typed.exit()).isEqualTo(Exit.USAGE);
    assertThat(typed.err())
        .isEqualTo(
            "SONDE-OUTPUT: "
                + file
                + " exists already, and no file is ever overwritten: give another name with"
                + " --record\n");
    assertThat(file).hasContent("mine");
    assertThat(machine.said).isEmpty();
  }

  @Test
  void record_ofADetachedTraceWithoutALimit_isRefused() {
    Typed typed = record("--detach", "--for", "8h", "--out", "x", "-n", "unlimited");
    assertThat(typed.exit()).isEqualTo(Exit.USAGE);
    assertThat(typed.err())
        .startsWith("SONDE-USAGE: --record keeps all that comes in one file")
        .contains("with --detach give a limit, as in -n 10000000");
    assertThat(file).doesNotExist();
  }

  @Test
  void record_withoutARecord_leavesNoFile() {
    sonde(machine, "trace", "99", PATTERN, "--record", file.toString());
    assertThat(file).doesNotExist();
  }
}
