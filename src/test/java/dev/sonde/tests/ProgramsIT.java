package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Installed;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Record;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Traffic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs that nobody here wrote, under load. */
class ProgramsIT {
  private static final Duration PATIENCE = Await.LONG;

  @RegisterExtension final Stage stage = new Stage();

  @EachPair
  void h2_underLoad_isTracedAndGoesOn(Pair jdks) {
    String path = Dist.programs() + ":" + Dist.dependency("h2");
    TargetJvm target =
        stage.launch(jdks.target(), List.of("-cp", path, "com.acme.Database", "3")).ready();
    Outside outside = Outside.of(target);
    Installed statement = Installed.of(target, "org.h2.jdbc.JdbcPreparedStatement");
    Sonde sonde =
        stage
            .trace(
                jdks.operator(),
                target,
                "org.h2.jdbc.JdbcPreparedStatement::execute*",
                "org.h2.command.CommandContainer::*",
                "-n",
                500,
                "--overhead", // a probe's time goes on while a busy machine runs others
                400)
            .exits(0);
    List<Record> calls = sonde.calls();
    assertThat(calls).hasSize(500).allMatch(call -> call.text("/outcome").equals("returned"));
    assertThat(calls)
        .extracting(call -> call.text("/thread/name"))
        .isSubsetOf("sql-0", "sql-1", "sql-2"); // all of one, where the others wait
    assertThat(calls).anyMatch(call -> call.text("/caller/class").equals("com.acme.Database"));
    outside.assertClean();
    statement.assertSame();
    target.ask("stop");
  }

  @EachPair
  void wiremock_underLoad_isTracedAndGoesOn(Pair jdks) throws Exception {
    int port = Traffic.freePort();
    TargetJvm target = stage.wiremock(jdks.target(), port);
    try (Traffic traffic = Traffic.to(port)) {
      traffic.stub("/hello", "{\"hello\":\"world\"}");
      traffic.start("/hello", "world");
      Outside outside = Outside.of(target);
      Sonde sonde =
          stage
              .trace(
                  jdks.operator(),
                  target,
                  "com.github.tomakehurst.wiremock.http.StubRequestHandler::*",
                  "-n",
                  100,
                  "--overhead",
                  400)
              .exits(0);
      assertThat(sonde.calls()).hasSize(100);
      assertThat(sonde.calls().get(0).at("/args").isArray()).isTrue();
      outside.awaitClean();
      long answered = traffic.answered();
      Await.until(
          "more answers after the trace", PATIENCE, () -> traffic.answered() > answered + 100);
      traffic.assertAllWell();
    }
    assertThat(target.err()).isEmpty();
  }
}
