package dev.sonde.cli;

import static dev.sonde.cli.Typed.sonde;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.Exit;
import dev.sonde.operator.session.SessionInfo;
import dev.sonde.wire.SessionId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowVerbTest {
  private final FakeMachine machine = new FakeMachine();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @Test
  void file_whoseSessionIsOver_isPrintedToItsEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("events"), "one\ntwo\n");
    Typed typed = sonde(machine, "follow", file.toString());
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    assertThat(typed.out()).isEqualTo("one\ntwo\n");
    assertThat(typed.err())
        .isEqualTo(
            file
                + " ends without the end of a session: nobody writes it now, who wrote it was"
                + " killed or could write no more\n");
  }

  @Test
  void file_thatEndsInOrder_isNotSpokenOf() throws IOException {
    for (String end : List.of("end LIMIT  1 of 1 call", "{\"v\":1,\"kind\":\"removed\"}")) {
      Path file = Files.writeString(folder.resolve("events"), "one\n" + end + "\n");
      assertThat(sonde(machine, "follow", file.toString()).err()).isEmpty();
    }
  }

  /** Whoever has written it: nothing of it steers the terminal. */
  @Test
  void lines_areEscaped() throws IOException {
    Path file = Files.writeString(folder.resolve("events"), "a\u001b[2Jb\n");
    assertThat(sonde(machine, "follow", file.toString()).out()).isEqualTo("a\\u001b[2Jb\n");
  }

  @Test
  void longFile_beginsWithItsLastWholeLines_orAtItsBeginning() throws IOException {
    Path file = Files.writeString(folder.resolve("events"), "0123456789\n".repeat(1_000));
    String last = sonde(machine, "follow", file.toString()).out();
    assertThat(last.lines()).hasSizeBetween(300, 400).containsOnly("0123456789");
    assertThat(sonde(machine, "follow", file.toString(), "--all").out().lines()).hasSize(1_000);
  }

  @Test
  void session_withoutAFile_cannotBeFollowed() {
    Typed typed = sonde(machine, "follow", "4312", "7f3a");
    assertThat(typed.exit()).isEqualTo(Exit.NO_MATCH);
    assertThat(typed.err())
        .isEqualTo(
            "SONDE-NO-MATCH: expected a session that writes into a file, or the file, and got 4312"
                + " 7f3a: the session there has no file; sonde trace 4312 PATTERN --out FILE begins one\n");
  }

  @Test
  void sessionWithoutAFile_isToldWhichOfThatJvmHaveOne() {
    machine.moreSessions.add(session("81aa", "/tmp/one"));
    assertThat(sonde(machine, "follow", "4312", "7f3a").err())
        .isEqualTo(
            "SONDE-NO-MATCH: expected a session that writes into a file, or the file, and got 4312"
                + " 7f3a: those there that do are 81aa81aa (into /tmp/one)\n");
    machine.moreSessions.add(session("92bb", "/tmp/two"));
    assertThat(sonde(machine, "follow", "4312").err())
        .isEqualTo(
            "SONDE-NO-MATCH: expected one session that writes into a file, and there are 2: name"
                + " one of 81aa81aa (into /tmp/one), 92bb92bb (into /tmp/two)\n");
  }

  private static SessionInfo session(String id, String out) {
    return new SessionInfo(
        new SessionId(id.repeat(8)),
        4312,
        0,
        "ada",
        1,
        "",
        List.of(),
        0,
        0,
        0,
        Instant.EPOCH,
        out,
        null);
  }

  @Test
  void folder_isRefused() {
    Typed typed = sonde(machine, "follow", folder.toString());
    assertThat(typed.exit()).isEqualTo(Exit.USAGE);
    assertThat(typed.err()).startsWith("SONDE-OUTPUT: cannot read " + folder);
  }

  @Test
  void missingFile_isRefusedLikeAnyWrongWord() throws InterruptedException {
    Path file = folder.resolve("missing");
    FollowedFile followed = new FollowedFile(file, () -> false, 1);
    Desk desk = Typed.desk(machine, out, out);
    assertThatThrownBy(() -> followed.print(Lines.to(desk.terminal()), false))
        .isInstanceOfSatisfying(Unusable.class, e -> assertThat(e.exit()).isEqualTo(Exit.USAGE))
        .hasMessage(
            "SONDE-OUTPUT: cannot read "
                + file
                + " (no such regular file): is it the file of --out?");
  }

  @Test
  void recording_isRefusedWithTheCommandThatShowsIt() throws IOException {
    Path file = Files.writeString(folder.resolve("calls"), "SONDEREC\0\1..");
    Typed typed = sonde(machine, "follow", file.toString());
    assertThat(typed.exit()).isEqualTo(Exit.USAGE);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err())
        .isEqualTo(
            "SONDE-OUTPUT: expected a file of --out, and got a recording: sonde replay "
                + file
                + " shows it\n");
  }

  /** The writer goes on in a new file, and ends at the third look. */
  @Test
  void fileThatIsBegunAnew_isFollowed() throws Exception {
    Path file = folder.resolve("events");
    RollingLines lines = new RollingLines(file, 10);
    lines.print(List.of("first"));
    AtomicInteger looks = new AtomicInteger();
    FollowedFile followed =
        new FollowedFile(
            file,
            () -> {
              int look = looks.incrementAndGet();
              if (look == 1) lines.print(List.of("second"));
              if (look == 2) lines.print(List.of("third"));
              return look < 4;
            },
            1);
    Desk desk = Typed.desk(machine, out, out);
    followed.print(Lines.to(desk.terminal()), true);
    assertThat(out.toString().lines()).contains("first", "second", "third");
    assertThat(Files.readString(folder.resolve("events.1"))).isEqualTo("second\n");
    assertThat(Files.readString(file)).isEqualTo("third\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    lines.close();
  }

  @Test
  void detaching_wantsATimeAndAFile() {
    assertThat(sonde(machine, "trace", "4312", "A::b", "--detach").err())
        .startsWith("SONDE-USAGE: expected --for with --detach");
    assertThat(sonde(machine, "trace", "4312", "A::b", "--detach", "--for", "1h").err())
        .startsWith("SONDE-USAGE: expected --out FILE with --detach");
    assertThat(machine.said).isEmpty();
  }
}
