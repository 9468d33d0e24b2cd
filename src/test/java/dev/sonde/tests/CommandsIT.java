package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Glance;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Record;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands beside {@code trace}. */
class CommandsIT {
  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void list_namesATargetAndTouchesNothing(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Glance glance = Glance.at(target);
    assertThat(stage.sonde(jdks.operator(), "list").exits(0).out())
        .anyMatch(
            line -> line.contains(" " + target.pid() + " ") || line.startsWith(target.pid() + " "));
    Record row =
        stage.sonde(jdks.operator(), "list", "--json").exits(0).records().stream()
            .filter(each -> each.number("/pid") == target.pid())
            .findFirst()
            .orElseThrow();
    assertThat(row.toString()).contains("com.acme.Program");
    glance.assertUntouched();
  }

  @OnePair
  void list_names_whatCannotBeAttachedTo(Pair jdks) {
    TargetJvm target = stage.program(jdks.target(), "-XX:+DisableAttachMechanism");
    Sonde list = stage.sonde(jdks.operator(), "list").exits(0);
    assertThat(list.out())
        .anyMatch(
            line ->
                line.contains(String.valueOf(target.pid())) && line.contains("ATTACH-DISABLED"));
  }

  @OnePair
  void list_runsOnJavaBaseAlone(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Sonde list =
        stage.sonde(jdks.operator(), List.of("--limit-modules", "java.base"), "list").exits(0);
    assertThat(list.outText()).contains(String.valueOf(target.pid()));
  }

  @OnePair
  void find_saysWhatATraceWouldWeaveAndWhyNotTheRest(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("default", 1);
    Outside outside = Outside.of(target);
    Sonde find =
        stage.sonde(jdks.operator(), "find", target.pid(), "com.acme.*::*", "--json").exits(0);
    List<Record> methods = find.records("method");
    assertThat(methods)
        .extracting(each -> each.text("/class") + "::" + each.text("/method"))
        .contains("com.acme.Orders::find", "com.acme.Priced::price", "com.acme.Hard::tick");
    assertThat(methods)
        .anyMatch(each -> !each.at("/weavable").booleanValue() && !each.text("/reason").isEmpty());
    JsonNode command =
        methods.stream()
            .filter(each -> each.text("/method").equals("tick"))
            .findFirst()
            .orElseThrow()
            .at("/command");
    assertThat(command.textValue()).contains("sonde trace " + target.pid(), "com.acme.Hard::tick");
    outside.assertClean();
  }

  @OnePair
  void plugins_listsTheTracer(Pair jdks) {
    assertThat(stage.sonde(jdks.operator(), "plugins").exits(0).outText())
        .contains("tracer-full", "trace", "find");
  }

  @OnePair
  void run_takesTheOptionsThatAPluginsUsagePrints(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("instance", 1);
    Outside outside = Outside.of(target);
    Sonde run =
        stage
            .sonde(
                jdks.operator(),
                "run",
                target.pid(),
                "tracer-full",
                "trace",
                "Orders::find",
                "-n",
                1,
                "--for=40s",
                "--json")
            .started();
    target.call("instance", 5);
    run.exits(0);
    assertThat(run.calls()).hasSize(1);
    assertThat(run.only("end").text("/reason")).isEqualTo("LIMIT");
    outside.assertClean();
  }

  @OnePair
  void sessions_withoutAny_isEmptyAndDone(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    assertThat(stage.sonde(jdks.operator(), "sessions", "--json").exits(0).records())
        .noneMatch(each -> each.toString().contains(String.valueOf(target.pid())));
  }

  @OnePair
  void help_andVersion_areOnStdout(Pair jdks) {
    assertThat(stage.sonde(jdks.operator(), "--help").exits(0).outText())
        .contains("list", "find", "trace", "sessions", "stop", "demo");
    assertThat(stage.sonde(jdks.operator(), "trace", "--help").exits(0).outText())
        .contains("-n", "-t", "--json", "--lazy", "-o");
    assertThat(stage.sonde(jdks.operator(), "--version").exits(0).outText()).contains("0.1.0");
  }

  @OnePair
  void launcher_startsCleanOfTheEnvironment(Pair jdks) {
    ProcessBuilder builder =
        new ProcessBuilder(Dist.folder().resolve("bin/sonde").toString(), "--version");
    builder.environment().put("JAVA_HOME", jdks.operator().home().toString());
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Dvery=odd");
    builder.environment().put("JDK_JAVA_OPTIONS", "-agentlib:nothing");
    builder.environment().put("_JAVA_OPTIONS", "-Xmx1m");
    Shell.Result result = Shell.attempt(builder, "");
    assertThat(result.exit()).as(result.text()).isZero();
    assertThat(result.text()).contains("0.1.0").doesNotContain("Picked up");
  }
}
