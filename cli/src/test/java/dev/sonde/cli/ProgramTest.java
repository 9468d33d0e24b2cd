package dev.sonde.cli;

import static dev.sonde.cli.Typed.sonde;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.cli.text.Invocation;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
  private final FakeMachine machine = new FakeMachine();

  @Test
  void help_listsTheCommands() {
    Typed help = sonde(machine, "--help");
    assertThat(help.exit()).isEqualTo(Exit.DONE);
    Golden.check("help.txt", help.out());
    assertThat(sonde(machine, "help").out()).isEqualTo(help.out());
  }

  @ParameterizedTest
  @EnumSource
  void help_ofACommand(VerbName verb) {
    Typed help = sonde(machine, verb.word(), "--help");
    assertThat(help.exit()).isEqualTo(Exit.DONE);
    Golden.check("help-" + verb.word() + ".txt", help.out());
    assertThat(sonde(machine, "help", verb.word()).out()).isEqualTo(help.out());
  }

  @ParameterizedTest
  @EnumSource(VerbName.class)
  void command_inASentence_isAsThisProgramIsCalled(VerbName verb) {
    assertThat(Invocation.of("./sonde").sentence("try sonde " + verb.word() + " 7"))
        .isEqualTo("try ./sonde " + verb.word() + " 7");
  }

  @Test
  void nothing_typed_isHelpOnStderr() {
    Typed nothing = sonde(machine);
    assertThat(nothing.exit()).isEqualTo(Exit.USAGE);
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).isEqualTo(sonde(machine, "--help").out());
  }

  @Test
  void version_namesDevelopmentKeys() {
    assertThat(sonde(machine, "--version").out())
        .startsWith("sonde 1.2.3 (development keys), Java ")
        .endsWith("\nmetadata: timestamp 12 expires in 6 days, 2030-05-07T12:00:00Z\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"watch", "tt", "sc", "jad", "ognl", "getstatic", "thread", "dashboard"})
  void foreignVerb_isAnsweredWithTheRightOne(String verb) {
    Typed typed = sonde(machine, verb, "com.acme.Orders", "find");
    assertThat(typed.exit()).isEqualTo(Exit.USAGE);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err())
        .startsWith("SONDE-USAGE: there is no command " + verb + ": ")
        .containsPattern("sonde (list|find|trace|get)|jcmd")
        .hasLineCount(1);
  }

  @Test
  void command_thatDoesNotExist_isAnsweredWithThoseThatDo() {
    Typed typed = sonde(machine, "tracee", "1", "A::b");
    assertThat(typed.err())
        .isEqualTo(
            "SONDE-USAGE: there is no command tracee; those that are: " + VerbName.all() + "\n");
    assertThat(typed.exit()).isEqualTo(Exit.USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          trace                   | SONDE-USAGE: missing required parameters: 'JVM', 'PATTERN'; sonde trace --help shows what it takes
          trace 4312              | SONDE-USAGE: missing required parameter: 'PATTERN'; sonde trace --help shows what it takes
          trace 4312 A::b --foo   | SONDE-USAGE: unknown option: '--foo'; sonde trace --help shows what it takes
          trace 4312 A::b -n      | SONDE-USAGE: missing required parameter for option '--limit' (N); sonde trace --help shows what it takes
          trace 4312 A::b -n 0    | SONDE-USAGE: expected --limit to be a number of calls from 1 to 9999999999 and got 0: for instance -n 20, or -n unlimited
          trace 4312 A::b -n 99999999999 | SONDE-USAGE: expected --limit to be a number of calls from 1 to 9999999999 and got 99999999999: for instance -n 20, or -n unlimited
          trace 4312 A::b -t 25h  | SONDE-USAGE: expected --for to be a time with its unit, up to 24h, and got 25h: for instance -t 500ms, -t 60s, -t 5m, -t 1h
          trace 4312 A::b -t soon | SONDE-USAGE: expected --for to be a time with its unit, up to 24h, and got soon: for instance -t 500ms, -t 60s, -t 5m, -t 1h
          list now                | SONDE-USAGE: unmatched argument at index 1: 'now'; sonde list --help shows what it takes
          """)
  void words_thatAreWrong_areRefusedInOneSentence(String line, String sentence) {
    Typed typed = sonde(machine, line.split(" "));
    assertThat(typed.err()).isEqualTo(sentence + "\n");
    assertThat(typed.exit()).isEqualTo(Exit.USAGE);
    assertThat(typed.out()).isEmpty();
    assertThat(machine.said).isEmpty();
  }

  @Test
  void jvm_unknown_isUnreachable() {
    Typed typed = sonde(machine, "trace", "99", "com.acme.Orders::find");
    assertThat(typed.exit()).isEqualTo(Exit.UNREACHABLE);
    assertThat(typed.err()).contains("SONDE-NO-SUCH-JVM: no JVM is 99\n");
    assertThat(machine.said).noneMatch(each -> each.startsWith("open"));
  }

  @Test
  void reason_isTheOwnersClaim() {
    sonde(machine, "trace", "4312", "com.acme.Orders::find", "--reason", "INC-4711 slow checkout");
    assertThat(machine.reason).isEqualTo("INC-4711 slow checkout");
    sonde(machine, "find", "4312", "com.acme.Orders::find");
    assertThat(machine.reason).isEmpty();
  }

  @Test
  void reason_tooLong_isUsage() {
    Typed typed =
        sonde(machine, "trace", "4312", "com.acme.Orders::find", "--reason", "x".repeat(201));
    assertThat(typed.exit()).isEqualTo(Exit.USAGE);
    assertThat(typed.err())
        .isEqualTo(
            "SONDE-USAGE: expected a reason of at most 200 characters and got 201: name a ticket,"
                + " and write the story there\n");
    assertThat(machine.said).isEmpty();
  }

  @Test
  void trace_leavesACommandAndARemovalInTheAudit() {
    sonde(machine, "trace", "4312", "com.acme.Orders::find", "--reason", "INC-1");
    assertThat(machine.audited)
        .extracting(line -> String.valueOf(line.get("kind")))
        .containsExactly("command", "removal");
    Map<String, ?> command = machine.audited.get(0);
    assertThat(command.get("pid")).isEqualTo(4312L);
    assertThat(command.get("main")).isEqualTo("com.acme.Shop");
    assertThat(command.get("peerUid")).isEqualTo(1000L);
    assertThat(command.get("reason")).isEqualTo("INC-1");
    assertThat(command.get("args")).isEqualTo(List.of("com.acme.Orders::find"));
    assertThat(command.get("result")).isEqualTo("ok");
    assertThat(command.get("session")).isEqualTo("7f3a".repeat(8));
  }

  @Test
  void trace_thatIsRefused_leavesARefusalWithItsId() {
    machine.failure = new SondeException(ErrorId.POLICY, "not here");
    sonde(machine, "trace", "4312", "com.acme.Orders::find");
    assertThat(machine.audited)
        .extracting(line -> line.get("kind") + " " + line.get("result"))
        .containsExactly("command ok", "refusal SONDE-POLICY", "removal ok");
  }

  @Test
  void trace_ofNobody_leavesARefusalWithWhatWasAsked() {
    sonde(machine, "trace", "99", "com.acme.Orders::find");
    assertThat(machine.audited).hasSize(1);
    assertThat(machine.audited.get(0).get("asked")).isEqualTo("99");
    assertThat(machine.audited.get(0).get("result")).isEqualTo("SONDE-NO-SUCH-JVM");
  }

  @Test
  void stop_ofASession_leavesARemoval() {
    sonde(machine, "stop", "4312");
    assertThat(machine.audited)
        .extracting(line -> line.get("kind") + " " + line.get("owner") + " " + line.get("result"))
        .containsExactly("removal ada ok");
  }

  @Test
  void audit_thatCannotBeWritten_isSaid_andTheCommandGoesOn() {
    machine.unaudited = "SONDE-STATE-PERMISSION: not audited";
    Typed typed = sonde(machine, "trace", "4312", "com.acme.Orders::find");
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    assertThat(typed.err()).contains("SONDE-STATE-PERMISSION: not audited\n");
  }

  @Test
  void list_asTableAndJson() {
    Golden.check("list.txt", sonde(machine, "list").out());
    Golden.check("list.json", sonde(machine, "list", "--json").out());
  }

  @Test
  void list_ofNothing_saysSoOnStderr() {
    machine.jvms = List.of();
    assertThat(sonde(machine, "list"))
        .isEqualTo(new Typed(Exit.DONE, "", "no JVM runs here that this user can see\n"));
  }

  @Test
  void plugins_asTableAndJson() {
    Golden.check("plugins.txt", sonde(machine, "plugins").out());
    Golden.check("plugins.json", sonde(machine, "plugins", "--json").out());
  }

  @Test
  void repository_isTakenFromItsOption() {
    sonde(machine, "plugins", "--repository", "/srv/plugins");
    assertThat(machine.said).containsExactly("repository /srv/plugins");
  }

  @Test
  void supply_isTakenFromItsOptions() {
    sonde(machine, "plugins", "--repository", "http://far/", "--offline", "--stay", "--allow-http");
    sonde(machine, "plugins");
    assertThat(machine.supplies)
        .containsExactly(
            new Supply("http://far/", true, true, true), new Supply(null, false, false, false));
    Map<String, String> environment =
        Map.of("SONDE_REPOSITORY", "/srv", "SONDE_OFFLINE", "1", "SONDE_STAY", "1");
    assertThat(Supply.of(environment)).isEqualTo(new Supply("/srv", true, true, false));
  }

  @Test
  void sessions_asTable() {
    Golden.check("sessions.txt", sonde(machine, "sessions").out());
    assertThat(sonde(machine, "sessions", "4400"))
        .isEqualTo(new Typed(Exit.DONE, "", "no session that this user can see\n"));
  }

  @Test
  void stop_printsTheRemovalReport() {
    Typed typed = sonde(machine, "remove", "4312");
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    Golden.check("stop.txt", typed.out());
    assertThat(machine.said).containsExactly("stop " + "7f3a".repeat(8));
  }

  @Test
  void stop_ofNothing_isNoMatch() {
    assertThat(sonde(machine, "stop", "4400").exit()).isEqualTo(Exit.NO_MATCH);
    assertThat(sonde(machine, "stop", "4312", "beef").err())
        .isEqualTo(
            "SONDE-NO-MATCH: expected the beginning of a session's id and got beef: sonde sessions"
                + " shows them\n");
    assertThat(machine.said).isEmpty();
  }
}
