package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Installed;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Record;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The OpenTelemetry agent lives in the same JVM and has instrumented the very method that is
 * traced: {@code executeQuery} of a JDBC statement. It writes each span on the target's stderr, so
 * that none of them can be missing.
 */
class OpenTelemetryIT {
  /** The agent alone takes ten seconds of processor time to start. */
  private static final Duration PATIENCE = Await.LONG;

  private static final String STATEMENT = "org.h2.jdbc.JdbcPreparedStatement";
  private static final String QUERY = STATEMENT + "::executeQuery()";
  private static final String ADD = "com.acme.Observed::add";

  private static final String NOTHING_ELSE = "-Dotel.instrumentation.common.default-enabled=false";

  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void agentFromTheStart_andTraces_shareAMethod(Pair jdks) {
    TargetJvm target = observed(jdks, "-javaagent:" + agent());
    int spans = spans(target, 2);
    target.ask("query 2");
    spans = spans(target, spans + 2);
    Outside outside = Outside.of(target);
    Installed statement = Installed.of(target, STATEMENT);
    assertThat(statement.before()).contains("io/opentelemetry/").doesNotContain("SondeBridge");
    Sonde sonde = stage.trace(jdks.operator(), target, QUERY, ADD, "-n", 9);
    work(target);
    assertRight(sonde.exits(0));
    outside.awaitClean();
    statement.assertSame();
    target.ask("query 5");
    spans(target, spans + 4 + 2 + 5);
    assertWell(target);
  }

  @OnePair
  void agentThatComesLater_findsItsMethodWoven_andStays(Pair jdks) {
    TargetJvm target = observed(jdks, NOTHING_ELSE, "-Dotel.instrumentation.jdbc.enabled=true");
    Sonde first = stage.trace(jdks.operator(), target, QUERY, ADD, "-n", 12, "-t", "10m");
    target.ask("query 3");
    stage.load(target, agent());
    work(target);
    int spans = spans(target, 6);
    assertRight(first.exits(0));
    Outside outside = Outside.of(target);
    Installed statement = Installed.of(target, STATEMENT);
    assertThat(statement.before()).contains("io/opentelemetry/").doesNotContain("SondeBridge");
    Sonde second = stage.trace(jdks.operator(), target, QUERY, ADD, "-n", 9);
    work(target);
    assertRight(second.exits(0));
    outside.awaitClean();
    statement.assertSame();
    spans(target, spans + 6);
    assertWell(target);
  }

  private TargetJvm observed(Pair jdks, String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    words.add("-XX:TieredStopAtLevel=1"); // half of the processor time of the agent's start
    words.add("-Dotel.traces.exporter=console");
    words.add("-Dotel.metrics.exporter=none");
    words.add("-Dotel.logs.exporter=none");
    words.add("-Dotel.bsp.schedule.delay=50");
    String path = Dist.programs() + ":" + Dist.dependency("h2");
    words.addAll(List.of("-cp", path, "com.acme.Observed"));
    return stage.launch(jdks.target(), words).ready(PATIENCE);
  }

  private static Path agent() {
    return Dist.dependency("opentelemetry-javaagent");
  }

  /** Six calls of the database, of which two fail, and three of a method nobody else looks at. */
  private static void work(TargetJvm target) {
    target.ask("query 4");
    target.ask("fail 2");
    target.ask("add 3");
  }

  /** The last nine calls of a trace are those of {@link #work}. */
  private static void assertRight(Sonde sonde) {
    List<Record> all = sonde.calls();
    List<Record> calls = all.subList(all.size() - 9, all.size());
    for (Record each : calls.subList(0, 6)) {
      assertThat(each.text("/class")).isEqualTo(STATEMENT);
      assertThat(each.text("/caller/method")).isIn("query", "fail");
      assertThat(each.list("/args")).isEmpty();
    }
    for (Record each : calls.subList(0, 4)) assertThat(each.text("/outcome")).isEqualTo("returned");
    for (Record each : calls.subList(4, 6))
      assertThat(each.text("/thrown/type")).startsWith("org.h2.jdbc.Jdbc");
    for (Record each : calls.subList(6, 9)) {
      assertThat(each.number("/args/0/value")).isEqualTo(3);
      assertThat(each.number("/args/1/value")).isEqualTo(4);
      assertThat(each.number("/result/value")).isEqualTo(7);
    }
    Record end = sonde.only("end");
    assertThat(end.text("/reason")).isEqualTo("LIMIT");
    assertThat(end.number("/removed/methods")).isEqualTo(2);
    assertThat(end.at("/removed/ok").asBoolean()).isTrue();
  }

  /** Waits for exactly so many spans since the start. */
  private static int spans(TargetJvm target, int expected) {
    Await.until(
        expected + " spans of OpenTelemetry",
        PATIENCE,
        () -> spans(target) >= expected,
        () -> target.err().toString());
    assertThat(spans(target)).isEqualTo(expected);
    return expected;
  }

  private static int spans(TargetJvm target) {
    return (int) target.err().stream().filter(line -> line.contains("'SELECT observed'")).count();
  }

  /** The application found nothing wrong, and nobody but OpenTelemetry has said anything. */
  private static void assertWell(TargetJvm target) {
    assertThat(target.out()).noneMatch(line -> line.startsWith("BAD"));
    assertThat(target.err())
        .allMatch(line -> line.startsWith("[otel.javaagent") || line.contains("warning: Sharing"))
        .noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
  }
}
