package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.cli.text.Records;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.CommandDescription;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.session.Session;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromptTest {
  private static final String FIND = "com.acme.OrderService::price";

  private final FakeMachine machine = new FakeMachine();
  private final FakeEditor editor = new FakeEditor();
  private final Desk desk =
      Typed.desk(machine, OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
  private final Session session = new FakeSession(machine, machine.jvms.get(0));
  private final Jobs jobs = new Jobs();
  private final Prompt prompt =
      new Prompt(
          "shop",
          session,
          desk,
          editor,
          new GuestVisit(session, machine.repository(Supply.of(Map.of())), "tracer-full", jobs),
          jobs);

  @BeforeEach
  void layOutRecords() {
    machine.said.clear();
    machine.records.add(Records.start());
    machine.records.add(Records.threw());
    machine.records.add(Records.end());
  }

  @Test
  void trace_needsNoJvm_andLeavesTheSessionOpen() throws Exception {
    assertThat(prompt.obey("trace " + FIND + " -n 5")).isTrue();
    assertThat(machine.said)
        .containsExactly("trace [" + FIND + "] {limit=5, for=60s, jvm=4312, session=7f3a7f3a}");
    assertThat(editor.out)
        .startsWith("trace 1  ")
        .contains("stop: Ctrl-C\n", "\nend LIMIT  ")
        .doesNotContain("removed");
  }

  @Test
  void jvm_mayBeNamedAsOnTheCommandLine() throws Exception {
    prompt.obey("./sonde find 4312 'Orders::*'");
    prompt.obey("find shop 'Orders::*'");
    assertThat(machine.said)
        .containsOnly("find [Orders::*] {jvm=4312, session=7f3a7f3a}")
        .hasSize(2);
  }

  @Test
  void traceBehindThePrompt_isMarkedByItsNumber() throws Exception {
    prompt.obey("trace " + FIND + " &");
    job(1).awaitOver(10_000);
    assertThat(editor.out.toString().lines()).allMatch(line -> line.startsWith("1| "));
    assertThat(editor.out).contains("1| stop: stop 1\n");
    prompt.obey("jobs");
    assertThat(editor.out).contains("\n1  ended LIMIT  ", "  trace " + FIND + "\n");
  }

  @Test
  void json_isNotMarked() throws Exception {
    prompt.obey("trace " + FIND + " --json &");
    job(1).awaitOver(10_000);
    assertThat(editor.out.toString().lines()).allMatch(line -> line.startsWith("{\"v\":1,"));
  }

  @Test
  void more_armsAnewUnderTheSameNumber() throws Exception {
    prompt.obey("trace " + FIND + " -n 5 -w 'customer == null'");
    prompt.obey("more 1 40");
    assertThat(machine.said)
        .containsExactly(
            "trace ["
                + FIND
                + "] {limit=5, for=60s, when=customer == null, jvm=4312, session=7f3a7f3a}",
            "trace ["
                + FIND
                + "] {limit=40, for=60s, when=customer == null, jvm=4312, session=7f3a7f3a}");
    assertThat(jobs.all()).hasSize(1);
  }

  @Test
  void more_ofWhatStillRuns_comesWhenItsLimitIsReached() {
    Job job = new Job(List.of("trace", FIND), true);
    assertThat(job.more("7")).isTrue();
    int[] runs = {0};
    job.run(
        () -> {
          runs[0]++;
          job.last(Map.of("reason", "LIMIT"));
          return Exit.DONE;
        });
    assertThat(runs[0]).isEqualTo(2);
    assertThat(job.calls()).isEqualTo("7");
    assertThat(job.more("7")).isFalse();
  }

  @Test
  void more_ofWhatWasStopped_doesNotCome() {
    Job job = new Job(List.of("trace", FIND), true);
    job.more("7");
    int[] runs = {0};
    job.run(
        () -> {
          runs[0]++;
          job.last(Map.of("reason", "STOPPED"));
          return Exit.DONE;
        });
    assertThat(runs[0]).isEqualTo(1);
  }

  @Test
  void caller_isTracedAsTheFrameThatTheLastCallNames() throws Exception {
    prompt.obey("trace " + FIND);
    prompt.obey("caller 1 -n 3");
    assertThat(machine.said.get(1))
        .startsWith("trace [com.acme.web.OrderController.get(Line:41)] {limit=3, for=60s,");
    assertThat(jobs.all()).hasSize(2);
    assertThat(job(1).family()).isNotNull().isSameAs(job(2).family());
  }

  @Test
  void caller_ofNoCall_saysSo() throws Exception {
    machine.records.remove(1);
    prompt.obey("trace " + FIND);
    prompt.obey("caller 1");
    assertThat(editor.err).contains("SONDE-NO-MATCH: trace 1 has no call yet");
    prompt.obey("caller 9");
    assertThat(editor.err).contains("got 9; those that are: 1. jobs says more");
  }

  @Test
  void errors_endNoPrompt() throws Exception {
    for (String line :
        List.of(
            "trace",
            "trace 'open",
            "watch x",
            "nonsense",
            "shell",
            "demo",
            "trace A::b --repository /x",
            "stop 4",
            "more 1",
            "trace A::b -n none")) {
      editor.err.setLength(0);
      assertThat(prompt.obey(line)).as(line).isTrue();
      assertThat(editor.err.toString()).as(line).startsWith("SONDE-USAGE: ");
    }
    assertThat(machine.said).isEmpty();
    assertThat(prompt.exit()).isEqualTo(Exit.USAGE);
    assertThat(prompt.obey("quit")).isFalse();
  }

  @Test
  void refusalOfTheTarget_endsTheCommandAlone() throws Exception {
    machine.failure = new SondeException(ErrorId.POLICY, "the policy does not allow it");
    assertThat(prompt.obey("get com.acme.App.orders")).isTrue();
    assertThat(editor.err).contains("SONDE-POLICY: the policy does not allow it");
    assertThat(prompt.exit()).isEqualTo(Exit.FORBIDDEN);
  }

  /** Whoever has opened the session says so, for all its commands. */
  @Test
  void lossOfTheTarget_isLeftToTheEndOfTheSession() throws Exception {
    machine.failure = new SondeException(ErrorId.LOST, "JVM 4312 has ended");
    prompt.obey("get com.acme.App.orders");
    assertThat(editor.err).isEmpty();
    assertThat(prompt.exit()).isEqualTo(Exit.UNREACHABLE);
  }

  @Test
  void commandOfOnePlugin_isFoundByItsName_andLoadedOnce() throws Exception {
    machine.more.add(FakeMachine.CENSUS);
    prompt.obey("count --by size");
    assertThat(editor.err).contains("SONDE-INTERNAL"); // the fake repository has no jars
    prompt.obey("run tracer-full trace " + FIND);
    assertThat(machine.said).contains("trace [" + FIND + "] {jvm=4312, session=7f3a7f3a}");
  }

  /** In the order: n, Ctrl-C, Ctrl-D, and nobody there. */
  @Test
  void yes_isAskedForEachCommand_andNothingElseIsOne() throws Exception {
    machine.more.add(
        new PluginDescription(
            "editor",
            "1.0.0",
            17,
            1,
            List.of("change"),
            List.of(new CommandDescription("set", "set JVM", "", "change"))));
    editor.interactive = true;
    for (String answer : new String[] {"n", "", null}) {
      editor.answer = answer;
      editor.err.setLength(0);
      prompt.obey("set");
      assertThat(editor.err)
          .contains("editor set needs the capability change, and the answer was not yes");
    }
    editor.interactive = false;
    prompt.obey("set");
    assertThat(editor.err).contains("nobody is at a terminal to say yes");
    editor.answer = "yes";
    editor.err.setLength(0);
    prompt.obey("set");
    assertThat(editor.err).contains("SONDE-INTERNAL"); // the fake repository has no jars
  }

  @Test
  void emptyLines_andComments_areNothing() throws Exception {
    for (String line : List.of("", "   ", "# what I do here", "&")) prompt.obey(line);
    assertThat(editor.out.toString() + editor.err).isEmpty();
  }

  @Test
  void comment_isNoWordOfAnyCommand() throws Exception {
    prompt.obey("trace " + FIND + " -w 'name == \" # \"' # it's what I look for &");
    prompt.obey("caller 1 -n 1 # who");
    prompt.obey("jobs # all");
    assertThat(editor.err.toString()).doesNotContain("SONDE-");
    assertThat(machine.said.get(0)).contains("when=name == \" # \"");
    assertThat(machine.said.get(1)).startsWith("trace [com.acme.web.OrderController.get(Line:41)]");
    assertThat(editor.out).contains("\n2  ");
  }

  @Test
  void signAfterWhatEndsByItself_saysWhatItIsFor() throws Exception {
    machine.records.clear();
    prompt.obey("find Orders::* &");
    assertThat(editor.err).hasToString("& is for what has a number, as traces: find is over\n");
  }

  @Test
  void waitForWhatHasEnded_saysSo() throws Exception {
    prompt.obey("trace " + FIND);
    prompt.obey("fg 1");
    assertThat(editor.err).hasToString("trace 1 has ended already\n");
  }

  @Test
  void jobs_showTheCallsThatWereAskedForLast() throws Exception {
    prompt.obey("trace -n5 " + FIND);
    prompt.obey("more 1 40");
    prompt.obey("jobs");
    assertThat(editor.out.toString()).endsWith("  trace " + FIND + " -n 40\n");
  }

  @Test
  void more_thatIsNoNumber_speaksOfMore() throws Exception {
    prompt.obey("trace " + FIND);
    prompt.obey("more 1 x");
    assertThat(editor.err)
        .hasToString(
            "SONDE-USAGE: expected after more 1 a number of calls from 1 to 9999999999 and got x:"
                + " for instance more 1 20, or more 1 unlimited\n");
  }

  @Test
  void optionOfASession_namesWhereItIsSaid() throws Exception {
    prompt.obey("trace " + FIND + " --detach --for 1m --out f");
    assertThat(editor.err)
        .contains("give it to sonde on the command line, as trace JVM .. --detach\n");
    editor.err.setLength(0);
    prompt.obey("trace " + FIND + " --record f");
    assertThat(editor.err)
        .contains("give it to sonde on the command line, as trace JVM .. --record\n");
    editor.err.setLength(0);
    prompt.obey("trace " + FIND + " --reason=x");
    assertThat(editor.err).contains("--reason=x is for the whole session: leave with quit");
  }

  @Test
  void help_ofACommand_isThatOfTheCommandLine() throws Exception {
    prompt.obey("help");
    assertThat(editor.out).contains("caller N", "more N");
    editor.out.setLength(0);
    prompt.obey("help trace");
    assertThat(editor.out)
        .contains("--capture=LIST", "PATTERN...")
        .startsWith("Usage: trace ")
        .doesNotContain("JVM ", "--repository", "--detach", "--record", "--reason");
    prompt.obey("help more");
    assertThat(editor.out.toString()).endsWith("also after its end\n");
  }

  /** Until the first record that tells how it is doing. */
  @Test
  void timeLeft_isKnownFromTheStart() throws Exception {
    machine.records.subList(1, 3).clear();
    machine.held = new java.util.concurrent.CountDownLatch(1);
    prompt.obey("trace " + FIND + " &");
    prompt.obey("jobs");
    assertThat(editor.out).containsPattern("\\n1  live   .*  1 min  trace ");
    prompt.obey("stop");
  }

  private Job job(int number) {
    return jobs.get(Integer.toString(number));
  }
}
