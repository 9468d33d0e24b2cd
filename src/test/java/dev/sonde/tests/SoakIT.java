package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Growth;
import dev.sonde.tests.fixture.Holding;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Attach, trace and remove, for as long as {@code -Dsonde.soak=30m} says, in a server that answers
 * requests all the time: nothing grows, no request is lost, each removal says that it is complete.
 *
 * <p>The first fifth of the time is for warming up; {@link Growth} judges the looks at the server
 * after it.
 */
@EnabledIfSystemProperty(
    named = "sonde.soak",
    matches = "\\d+[sm]",
    disabledReason = "as long as one likes: -Dsonde.soak=30m")
class SoakIT {
  private static final String HANDLER =
      "com.github.tomakehurst.wiremock.http.StubRequestHandler::*";

  /** Rounds from one look at the server to the next: each kind of round once. */
  private static final int ROUNDS = 4;

  private static final int CLIENTS = 3;
  private static final Duration PATIENCE = Await.LONG;

  @RegisterExtension final Stage stage = new Stage();
  private final List<Holding> looks = new ArrayList<>();
  private int rounds;

  @OnePair
  void server_thatIsTracedAgainAndAgain_holdsNoMoreThanBefore(Pair jdks) throws Exception {
    long time =
        Duration.parse("PT" + System.getProperty("sonde.soak").toUpperCase(Locale.ROOT)).toNanos();
    int port = Traffic.freePort();
    TargetJvm target = server(jdks, port);
    try (Traffic traffic = Traffic.to(port)) {
      traffic.stub("/hello", "{\"hello\":\"world\"}");
      for (int i = 0; i < CLIENTS; i++) traffic.start("/hello", "world");
      long start = System.nanoTime();
      while (System.nanoTime() - start < time) {
        long before = traffic.answered();
        for (int kind = 0; kind < ROUNDS; kind++) round(kind, jdks, target);
        traffic.assertAllWell();
        assertThat(traffic.answered()).as("requests that were answered").isGreaterThan(before);
        if (System.nanoTime() - start > time / 5) look(target);
      }
      long answered = traffic.answered();
      traffic.assertAllWell();
      System.out.printf(
          Locale.ROOT, "%s: %d rounds, %,d requests, all answered%n", jdks, rounds, answered);
    }
    assertThat(target.alive()).isTrue();
    assertThat(target.err()).isEmpty();
    Growth growth = Growth.of(looks, ROUNDS);
    System.out.println(growth);
    growth.assertNone();
  }

  /** Printed at once: what it was before something else fails is worth knowing. */
  private void look(TargetJvm target) {
    Holding now = Holding.of(target);
    looks.add(now);
    System.out.printf(Locale.ROOT, "after %d rounds: %s%n", rounds, now);
  }

  private TargetJvm server(Pair jdks, int port) {
    // With its journal it would keep each request.
    return stage.wiremock(jdks.target(), port, "--no-request-journal");
  }

  private void round(int kind, Pair jdks, TargetJvm target) {
    switch (kind) {
      case 0 -> removed(stage.trace(jdks.operator(), target, HANDLER, "-n", 20).exits(0));
      case 1 -> removed(interrupted(jdks, target));
      case 2 -> removed(statistics(jdks, target));
      default -> killed(jdks, target);
    }
    rounds++;
  }

  /** A condition that never holds, and Ctrl-C. */
  private Sonde interrupted(Pair jdks, TargetJvm target) {
    Sonde sonde = stage.trace(jdks.operator(), target, HANDLER, "-w", "duration > 1h");
    sonde.awaitRecords("status", 1).signal("INT");
    return sonde.exits(130);
  }

  private Sonde statistics(Pair jdks, TargetJvm target) {
    String pid = String.valueOf(target.pid());
    return stage.sonde(jdks.operator(), "stats", pid, HANDLER, "-t", "1s", "--json").exits(0);
  }

  /** An operator that is no more there: nobody can tell of the removal, which is awaited. */
  private void killed(Pair jdks, TargetJvm target) {
    Sonde sonde = stage.trace(jdks.operator(), target, HANDLER, "-w", "duration > 1h");
    sonde.signal("KILL");
    sonde.await(PATIENCE);
    target.awaitNoThread("sonde");
    stage.dismiss(sonde);
  }

  private void removed(Sonde sonde) {
    assertThat(sonde.only("end").at("/removed/ok").asBoolean()).isTrue();
    assertThat(sonde.only("removed").at("/ok").asBoolean()).isTrue();
    assertThat(sonde.only("removed").list("/failures")).isEmpty();
    stage.dismiss(sonde);
  }
}
