package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Governed;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Terminal;
import dev.sonde.tests.fixture.Tmux;
import dev.sonde.tests.fixture.Traffic;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many commands in one session: at a terminal and from a pipe. */
class PromptIT {
  @RegisterExtension final Stage stage = new Stage();

  /** In a program that nobody here wrote: complete, trace, look at the caller, ask for more. */
  @EachPair
  void wiremock_isLookedInto_fromOnePrompt(Pair jdks) throws Exception {
    int port = Traffic.freePort();
    TargetJvm target = stage.wiremock(jdks.target(), port);
    try (Traffic traffic = Traffic.to(port)) {
      traffic.stub("/hello", "world");
      traffic.start("/hello", "world");
      Outside outside = Outside.of(target);
      Terminal prompt = prompt("xterm", jdks.operator(), target).shows("help lists the commands");
      prompt.press("tra\t").press("com.github.tomakehurst.wiremock.http.StubReq\t");
      prompt.press("::handleR\t").type("-n unlimited --overhead 200 &").shows("1| stop: stop 1");
      assertThat(prompt.screen())
          .contains("trace com.github.tomakehurst.wiremock.http.StubRequestHandler::handleRequest");
      prompt.shows("1|              returned ServeEvent");
      // A machine that is busy with other things makes few probes look like many.
      prompt.type("caller 1 -n 3 --overhead 200").shows("2| stop: stop 2");
      prompt
          .shows("2|              └─ StubRequestHandler.handleRequest")
          .shows("2| end LIMIT  3 of");
      prompt.type("stop 1").shows("1| end STOPPED");
      prompt.type("more 2 5").shows("2| end LIMIT  5 of 5 calls");
      prompt.type("trace StubRequestHandler::handleRequest -n unlimited --overhead 200");
      prompt.shows("stop: Ctrl-C").press("\003").shows("\nend STOPPED");
      prompt.type("nonsense").shows("SONDE-USAGE: there is no command nonsense here");
      prompt.press("abc\003nothing\r").shows("there is no command nothing here");
      prompt.press("\003\003\003none\r").shows("there is no command none here");
      prompt.type("quit").shows("removed");
      assertThat(prompt.await(Await.LONG)).isZero();
      traffic.assertAllWell();
      outside.awaitClean();
    }
    assertThat(Files.readString(stage.home().resolve(".sonde/typed")))
        .contains("caller 1 -n 3 --overhead 200\n", "stop 1\n");
    assertThat(Files.getPosixFilePermissions(stage.home().resolve(".sonde/typed")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  /** Each command is refused and audited as if it had been given on the command line. */
  @OnePair
  void pipe_givesTheSameCommands_andPolicyHoldsForEach(Pair jdks) throws Exception {
    TargetJvm target = stage.governed(jdks.target());
    Outside outside = Outside.of(target);
    Governed etc = new Governed(target);
    etc.policy(
        ",\"capabilities\":[\"observe\",\"instrument\"],\"audit\":\"/etc/sonde/audit.jsonl\"");
    Sonde prompt = stage.sonde(jdks.operator(), "attach", target.pid());
    prompt.type("trace com.acme.Orders::find -n 2 --json &");
    prompt.shows("\"kind\":\"start\"");
    target.call("instance", 2);
    prompt.shows("\"kind\":\"end\"");
    prompt.type("get com.acme.Program.nothing", "find com.acme.Orders::find", "quit");
    prompt.exits(5);
    assertThat(prompt.outText())
        .contains("trace 'com.acme.Orders::find(")
        .doesNotContain("sonde> ");
    assertThat(prompt.errText()).contains("SONDE-POLICY").contains("removed");
    List<String> commands = new ArrayList<>();
    for (JsonNode line : etc.audit("audit.jsonl"))
      commands.add(line.path("kind").asText() + " " + line.path("command").asText());
    assertThat(commands).contains("command trace", "refusal get", "command find");
    Sonde audit = stage.sonde(jdks.operator(), "audit", "--json").exits(0);
    assertThat(audit.outText()).contains("\"command\":\"trace\"", "\"command\":\"get\"");
    outside.assertClean();
  }

  /** At a terminal that can only show lines, and at one whose name nobody knows. */
  @OnePair
  void session_thatSomebodyEnds_orItsTarget_isOver_andTheTerminalIsAsBefore(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    Terminal dumb = prompt("dumb", jdks.operator(), target).shows("help lists the commands");
    dumb.type("trace com.acme.Orders::find -n unlimited").shows("stop: Ctrl-C");
    dumb.press("\003").shows("end STOPPED");
    dumb.type("jobs").shows("ended STOPPED");
    stage.sonde(jdks.operator(), "stop", target.pid()).exits(0);
    dumb.shows("the session is over").shows("removed");
    outside.assertClean();

    Terminal closed = prompt("xterm", jdks.operator(), target).shows("help lists the commands");
    operatorOf(closed).destroy();
    closed.shows("removed");
    assertThat(closed.await(Await.LONG)).isEqualTo(143);
    assertThat(closed.screen()).doesNotContain("SONDE-");
    outside.assertClean();

    String command = command("no-such-terminal", jdks.operator(), target);
    Terminal prompt = stage.terminal("stty -g; (" + command + "); echo exit $?; stty -g");
    prompt.shows("help lists the commands");
    prompt.type("trace com.acme.Orders::find &").shows("1| stop: stop 1");
    target.process().destroyForcibly();
    prompt.shows("SONDE-LOST: JVM " + target.pid() + " has ended").shows("exit 3");
    prompt.await(Await.LONG);
    assertThat(prompt.screen())
        .containsOnlyOnce("SONDE-LOST")
        .doesNotContain("the session is over", "WARNING", "Exception");
    List<String> modes =
        prompt.screen().lines().filter(line -> line.matches("([0-9a-f]+:){10,}[0-9a-f]+")).toList();
    assertThat(modes).hasSize(2);
    assertThat(modes.get(1)).isEqualTo(modes.get(0));
  }

  /** A command of a plugin that may run any code, at a prompt and on the command line. */
  @OnePair
  void yes_isAskedForEachCommand_andNothingElseIsOne(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    Terminal prompt = prompt("xterm", jdks.operator(), target).shows("help lists the commands");
    String no = "needs the capability evaluate, and the answer was not yes: nothing of it was";
    String question = "(capability evaluate). Type yes: ";
    int asked = 0;
    for (String keys : List.of("y\n", "\003", "\004")) {
      prompt.type("run shell shell").shows(question, ++asked).press(keys).shows(no, asked);
    }
    for (int times = 1; times <= 2; times++) {
      prompt.type("run shell shell").shows(question, ++asked).press("yes\n");
      prompt.shows("SONDE-USAGE: shell: expected one of its verbs", times);
    }
    prompt.type("quit").shows("removed");
    assertThat(prompt.await(Await.LONG)).isZero();

    // A compiler of the target's own JDK, or of a later one.
    String shell = String.join(" ", stage.command(jdks.target(), List.of(), "shell", target.pid()));
    Terminal closed = stage.terminal("exec " + shell).shows(question).press("\004").shows(no);
    assertThat(closed.await(Await.LONG)).isEqualTo(5);
    Terminal interrupted = stage.terminal("exec " + shell).shows(question).press("\003");
    assertThat(interrupted.await(Await.LONG)).isEqualTo(130);
    outside.assertClean();
  }

  /** A window that changes its size while a line is typed, and while a table is shown. */
  @OnePair
  void window_ofAnySize_showsTheWholeLine_andTheTable(Pair jdks) throws Exception {
    TargetJvm target = stage.program(jdks.target());
    String attach = command("screen", jdks.operator(), target).replaceFirst("^.*?; ", "");
    try (Tmux tmux = Tmux.run(stage.folder(), attach)) {
      tmux.shows("help lists the commands").letters("find com.acme.Orders::").resize(30, 20);
      tmux.letters("absent --js").resize(120, 45).type("on");
      tmux.shows("com.acme.Orders is loaded and declares no method absent");
      tmux.type("stats com.acme.Orders::find -t 5m").shows("per s").resize(50, 45);
      target.call("instance", 3);
      tmux.shows("Orders.find      3").resize(140, 45).shows("p99 now");
      tmux.key("C-c").shows("end STOPPED  3 calls").type("jobs").shows("ended STOPPED  3 ");
      assertThat(tmux.screen().lines().filter(line -> line.startsWith("method ")))
          .as("tables, in %s", tmux.screen())
          .hasSize(1);
      tmux.type("trace com.acme.Orders::find -n 9 &").shows("2| stop: stop 2");
      tmux.type("stats com.acme.Orders::find -t 5m").shows("stats 3").shows("left");
      for (int i = 0; i < 9; i++) target.call("instance", 1);
      tmux.shows("2| end LIMIT  9 of 9 calls").shows("Orders.find      9").key("C-c");
      tmux.shows("end STOPPED  9 calls").type("stop").shows("no trace runs");
      assertThat(tmux.screen().lines().filter(line -> line.matches("2\\| .*\\(name=.*")))
          .as("calls of the trace behind the table, in %s", tmux.screen())
          .hasSize(9);
      assertThat(tmux.screen().lines().filter(line -> line.startsWith("method "))).hasSize(2);
      tmux.type("trace com.acme.Orders::find &").shows("4| stop: stop 4").type("fg");
      tmux.shows("4| trace com.acme.Orders::find; Ctrl-C ends it").shows("4| seen 0, matched 0");
      tmux.key("C-c").shows("4| end STOPPED");
      assertThat(tmux.screen()).doesNotContain("4| seen 0, matched 0");
    }
  }

  /** The JVM below {@code script} and its shell. */
  private static ProcessHandle operatorOf(Terminal terminal) {
    return terminal
        .process()
        .descendants()
        .filter(each -> each.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElseThrow();
  }

  private Terminal prompt(String type, Jdk operator, TargetJvm target) {
    return stage.terminal(command(type, operator, target));
  }

  private String command(String type, Jdk operator, TargetJvm target) {
    return "stty cols 160 rows 40; exec env TERM="
        + type
        + " "
        + String.join(" ", stage.command(operator, List.of(), "attach", target.pid()));
  }
}
