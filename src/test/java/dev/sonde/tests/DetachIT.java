package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A trace that outlives the terminal which began it. */
class DetachIT {
  private static final Duration PATIENCE = Await.LONG;

  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void trace_goesOnWithoutItsTerminal_andIsFollowedAndStopped(Pair jdks) throws Exception {
    TargetJvm target = stage.program(jdks.target());
    target.call("instance", 1);
    Outside outside = Outside.of(target);
    Path file = stage.folder().resolve("events");
    List<String> command =
        stage.command(
            jdks.operator(),
            List.of(),
            "trace",
            target.pid(),
            "com.acme.Orders::find",
            "-n",
            "unlimited",
            "--detach",
            "--for",
            "5m",
            "--out",
            file);
    Terminal terminal = stage.terminal(String.join(" ", command)).shows("detached  process ");
    assertThat(terminal.await(PATIENCE)).isZero();
    long operator = number("process (\\d+) goes on", terminal.screen());
    Shell.run("kill", "-HUP", Long.toString(operator));
    Shell.run("kill", "-INT", Long.toString(operator));
    target.call("instance", 3);

    Sonde sessions = stage.sonde(jdks.operator(), "sessions").exits(0);
    assertThat(sessions.outText()).contains("(" + operator + ")", "com.acme.Orders::find");
    Sonde follow = stage.sonde(jdks.operator(), "follow", target.pid());
    follow.shows("Orders.find(");
    target.call("instance", 2);
    Sonde byFile = stage.sonde(jdks.operator(), "follow", file, "--all").shows("trace 1  ");
    Sonde stop = stage.sonde(jdks.operator(), "stop", target.pid()).exits(0);
    assertThat(stop.outText()).contains("removed  1 method");
    assertThat(Files.readString(file)).contains("\nend STOPPED  5 calls").contains("\nremoved  1");
    assertThat(follow.exits(0).outText()).contains("end STOPPED  5 calls").contains("removed  1");
    assertThat(byFile.exits(0).outText()).contains("end STOPPED  5 calls");

    Await.until(
        "the end of " + operator,
        PATIENCE,
        () -> ProcessHandle.of(operator).filter(ProcessHandle::isAlive).isEmpty());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    outside.assertClean();
  }

  @OnePair
  void recording_goesOnWithoutItsTerminal_andIsReplayed(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("instance", 1);
    Path file = stage.folder().resolve("calls.sonde");
    Object[] words = {
      "trace",
      target.pid(),
      "com.acme.Orders::find",
      "-n",
      3,
      "--detach",
      "--for",
      "5m",
      "--record",
      file
    };
    Sonde begun = stage.sonde(jdks.operator(), words).exits(0);
    assertThat(begun.outText()).contains("; ", "replay " + file + " shows what is there");
    long operator = number("process (\\d+) goes on", begun.outText());
    target.call("instance", 4);
    Await.until(
        "the end of " + operator,
        PATIENCE,
        () -> ProcessHandle.of(operator).filter(ProcessHandle::isAlive).isEmpty());
    assertThat(stage.sonde(jdks.operator(), "replay", file).exits(0).outText())
        .contains("Orders.find(", "\nend LIMIT  3 of 3 calls", "\nremoved  1 method");
  }

  /** What cannot begin is said where it was asked for, with the exit code that it has there. */
  @OnePair
  void trace_thatCannotBegin_isSaidAtOnce(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Path file = stage.folder().resolve("events");
    Object[] words = {
      "trace", target.pid(), "com.acme.Order5::find", "--detach", "--for", "1m", "--out", file
    };
    assertThat(stage.sonde(jdks.operator(), words).refuses(6, "SONDE-NO-MATCH"))
        .contains("Near to it");
    assertThat(file).doesNotExist();
    assertThat(stage.sonde(jdks.operator(), "follow", target.pid()).refuses(6, "SONDE-NO-MATCH"))
        .contains("writes into a file");
  }

  private static long number(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return Long.parseLong(matcher.group(1));
  }
}
