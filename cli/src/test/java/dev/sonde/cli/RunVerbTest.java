package dev.sonde.cli;

import static dev.sonde.cli.Typed.sonde;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.Exit;
import dev.sonde.operator.repository.CommandDescription;
import dev.sonde.operator.repository.PluginDescription;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunVerbTest {
  private final FakeMachine machine = new FakeMachine();

  @Test
  void command_runsWithItsWords_andAllIsRemoved() {
    machine.records.add(Map.of("kind", "histogram"));
    Typed run =
        sonde(machine, "run", "4312", "tracer-full@0.1.0", "find", "A::b", "--json", "--", "-x");
    assertThat(run.err()).contains("development keys: plugins from sonde.jar\n");
    assertThat(run.exit()).isEqualTo(Exit.DONE);
    assertThat(run.out()).startsWith("{\"v\":1,\"kind\":\"histogram\"}\n");
    assertThat(machine.said)
        .contains("open 4312 tracer-full@0.1.0", "end STOPPED")
        .anyMatch(each -> each.startsWith("find [A::b, -x] {jvm=4312"));
  }

  @Test
  void record_thatIsUnknown_isJsonAlsoForPeople() {
    machine.records.add(Map.of("kind", "histogram"));
    assertThat(sonde(machine, "run", "4312", "tracer-full", "find").out())
        .startsWith("{\"v\":1,\"kind\":\"histogram\"}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run 4312 tracer-full            | USAGE    | SONDE-USAGE: expected a plugin and one of its commands and got tracer-full; sonde plugins
          run 4312 tracer-full heap       | USAGE    | SONDE-USAGE: tracer-full has no command heap; those that are: trace, find
          run 4312 tracer-full find --top | USAGE    | SONDE-USAGE: find: it has no option --top; its usage is: find JVM
          run 4312 tracer/full/x find     | USAGE    | SONDE-USAGE: expected PLUGIN, NAME/PLUGIN or PLUGIN@VERSION and got tracer/full/x
          run 4312 tracer find            | UNVERIFIED | SONDE-NO-JAR: sonde.jar has no plugin "tracer"; those that are: tracer-full; `sonde plugins` shows all
          run 4312 tracer-full@9 find     | UNVERIFIED | SONDE-NO-JAR: sonde.jar has no version 9 of tracer-full; the versions that exist: 0.1.0; `sonde plugins` shows all
          run 4312 tracer@9 find          | UNVERIFIED | SONDE-NO-JAR: sonde.jar has no plugin "tracer@9"; those that are: tracer-full; `sonde plugins` shows all
          run 4312 acme/heap find --repository old | USAGE | SONDE-USAGE: acme/heap comes from the repository that is known as acme, and --repository names another place; leave it away, sonde repo list shows where acme is
          run 4312 acme/heap find         | UNVERIFIED | SONDE-NO-JAR: no repository is called acme; `sonde repo add` makes one known
          """)
  void words_thatAreWrong_areRefusedBeforeTheJvmIsTouched(String line, Exit exit, String sentence) {
    Typed typed = sonde(machine, line.split(" "));
    assertThat(typed.err()).contains(sentence);
    assertThat(typed.exit()).isEqualTo(exit);
    assertThat(machine.said).noneMatch(each -> each.startsWith("open"));
    assertThat(machine.audited).hasSize(exit == Exit.USAGE ? 0 : 1);
  }

  @Test
  void commandThatChanges_withNobodyAtATerminal_isRefusedBeforeTheJvmIsTouched() {
    machine.more.add(EDITOR);
    Typed typed = sonde(machine, "run", "4312", "editor", "set");
    assertThat(typed.exit()).isEqualTo(Exit.FORBIDDEN);
    assertThat(typed.err())
        .isEqualTo(
            "SONDE-POLICY: editor set needs the capability change, and nobody is at a terminal to"
                + " say yes; --consent change says it beforehand\n");
    assertThat(machine.said).noneMatch(each -> each.startsWith("open"));
  }

  @Test
  void commandThatChanges_withConsent_runs_andTheConsentIsAudited() {
    machine.more.add(EDITOR);
    Typed typed = sonde(machine, "run", "4312", "editor", "set", "--consent", "change");
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    assertThat(machine.consented).containsExactly("change");
    assertThat(machine.audited).allMatch(line -> List.of("change").equals(line.get("consented")));
  }

  @Test
  void commandThatDoesNotSayWhatItNeeds_needsAllOfItsPlugin() {
    machine.more.add(EDITOR);
    Typed typed = sonde(machine, "run", "4312", "editor", "any", "--consent", "change");
    assertThat(typed.err()).contains("SONDE-POLICY: editor any needs the capability evaluate");
  }

  @Test
  void commandThatObserves_asksNothing() {
    machine.more.add(EDITOR);
    assertThat(sonde(machine, "run", "4312", "editor", "look").exit()).isEqualTo(Exit.DONE);
    assertThat(machine.consented).isEmpty();
  }

  @Test
  void consent_toSomethingElse_isUsage() {
    machine.more.add(EDITOR);
    assertThat(sonde(machine, "run", "4312", "editor", "look", "--consent", "all").err())
        .isEqualTo(
            "SONDE-USAGE: expected --consent to be evaluate or change and got all: other"
                + " capabilities need no yes\n");
  }

  private static final PluginDescription EDITOR =
      new PluginDescription(
          "editor",
          "1.0.0",
          17,
          1,
          List.of("observe", "change", "evaluate"),
          List.of(
              new CommandDescription("set", "", "", "change"),
              new CommandDescription("look", "", "", "observe"),
              new CommandDescription("any", "", "", "")));
}
