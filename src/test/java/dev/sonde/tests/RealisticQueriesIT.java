package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Installed;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Query;
import dev.sonde.tests.fixture.Record;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every command of docs/QUERIES.md, as it stands there, on the program that its section names. */
class RealisticQueriesIT {
  /** Traces that run beside one another. */
  private static final int AT_ONCE = 4;

  private static final Duration PATIENCE = Await.LONG;

  @RegisterExtension final Stage stage = new Stage();
  private final Map<String, Consumer<Sonde>> answers = new LinkedHashMap<>();

  @OnePair
  void yourOwnCode(Pair jdks) {
    call(
        "Who passes null?",
        call -> {
          assertThat(call.at("/args/1/value").isNull()).isTrue();
          assertThat(call.text("/thrown/type")).isEqualTo("java.lang.NullPointerException");
          assertThat(call.list("/stack")).hasSize(5);
        });
    call(
        "Which calls are slow?",
        call -> {
          assertThat(call.number("/durationNanos")).isGreaterThan(500_000_000);
          assertThat(call.number("/args/0/value/id")).isEqualTo(9);
        });
    call(
        "Is there a negative price in it?",
        call -> assertThat(call.number("/args/0/value/items/1/cents")).isNegative());
    call(
        "What is asked while the breaker is open?",
        call -> assertThat(call.number("/args/0/value/id")).isEqualTo(7));
    call(
        "What does that thread do?",
        call -> assertThat(call.text("/thread/name")).startsWith("night-"));
    call(
        "Only when called from there",
        call -> assertThat(call.text("/caller/method")).isEqualTo("nightly"));
    call(
        "Only that tenant",
        call -> assertThat(call.text("/args/0/value/headers/x-tenant")).isEqualTo("acme"));
    call(
        "Only for objects of a subclass",
        call -> assertThat(call.text("/args/1/value/@type")).isEqualTo("com.acme.Shop$Vip"));
    call("What is not found?", call -> assertThat(call.number("/args/0/value")).isEqualTo(-1));
    call(
        "Which searches return too much?",
        call -> assertThat(call.text("/args/0/value")).hasSize(150));
    call(
        "What needed three attempts?",
        call -> assertThat(call.number("/args/1/value")).isEqualTo(3));
    call(
        "Neither bad input nor a timeout: what else fails?",
        call -> assertThat(call.text("/thrown/message")).isEqualTo("paid twice"));
    call(
        "What does the call change in its arguments?",
        call -> {
          assertThat(call.text("/args/0/value/0")).isEqualTo(" ada ");
          assertThat(call.text("/changed/0/after/0")).isEqualTo("ada");
        });
    answers.put(
        "How many orders are open?",
        seen -> assertThat(seen.only("value").number("/value")).isEqualTo(1));
    TargetJvm target = stage.program(jdks.target());
    target.call("shop", 10);
    Outside outside = Outside.of(target);
    Installed before = Installed.of(target, "com.acme.Shop");
    ask(jdks, target, "Your own code", () -> target.call("shop", 10));
    target.assertUnnoticed();
    outside.assertClean();
    before.assertSame();
  }

  @OnePair
  void aDatabaseDriver(Pair jdks) {
    call(
        "Which calls break a unique key? (SQLSTATE of a cause)",
        call -> {
          assertThat(call.text("/thrown/type")).isEqualTo("java.lang.IllegalStateException");
          assertThat(call.text("/thrown/causes/0/type"))
              .endsWith("JdbcSQLIntegrityConstraintViolationException");
        });
    call(
        "Who runs that statement?",
        call -> assertThat(call.list("/stack").toString()).contains("\"com.acme.Database\""));
    call(
        "What does that class change in the database?",
        call -> assertThat(call.text("/caller/class")).isEqualTo("com.acme.Database"));
    String path = Dist.programs() + ":" + Dist.dependency("h2");
    TargetJvm target =
        stage
            .launch(jdks.target(), List.of("-cp", path, "com.acme.Database", "1", "clashing"))
            .ready();
    Outside outside = Outside.of(target);
    ask(jdks, target, "A database driver (H2)", () -> {});
    outside.assertClean();
    target.ask("stop");
  }

  @OnePair
  void aWebServer(Pair jdks) throws Exception {
    answers.put("Which requests come below a path?", RealisticQueriesIT::ofOrdersOnly);
    answers.put(
        "The same without running a getter that does more", RealisticQueriesIT::ofOrdersOnly);
    call("Which of its answers are no 200?", RealisticQueriesIT::of404);
    call(
        "Which answers come from Jetty's own threads?",
        call -> assertThat(call.text("/thread/name")).startsWith("qtp"));
    int port = Traffic.freePort();
    TargetJvm target = stage.wiremock(jdks.target(), port);
    try (Traffic traffic = Traffic.to(port)) {
      traffic.stub("/hello", "{\"hello\":\"world\"}");
      traffic.stub("/orders/7", "{\"hello\":\"world\"}");
      traffic.start("/hello", "world");
      traffic.start("/nothing", "");
      Outside outside = Outside.of(target);
      ask(
          jdks,
          target,
          "A web server (Jetty in WireMock)",
          () -> {
            long answered = traffic.answered();
            Await.until("other requests", PATIENCE, () -> traffic.answered() > answered + 20);
            traffic.start("/orders/7", "world");
          });
      outside.awaitClean();
      traffic.assertAllWell();
    }
  }

  /** Runs the commands of a section, some at once, and holds each first record to its answer. */
  private void ask(Pair jdks, TargetJvm target, String section, Runnable traffic) {
    List<Query> queries = Query.of(section);
    assertThat(queries).extracting(Query::question).containsExactlyElementsOf(answers.keySet());
    for (int from = 0; from < queries.size(); from += AT_ONCE) {
      List<Query> some = queries.subList(from, Math.min(queries.size(), from + AT_ONCE));
      List<Sonde> asked = new ArrayList<>();
      for (Query each : some) asked.add(stage.sonde(jdks.operator(), each.words(target.pid())));
      for (int i = 0; i < some.size(); i++) if (some.get(i).traces()) asked.get(i).started();
      traffic.run();
      for (int i = 0; i < some.size(); i++) answered(some.get(i), asked.get(i).exits(0));
    }
  }

  private void answered(Query query, Sonde sonde) {
    answers.get(query.question()).accept(sonde);
    if (query.traces())
      assertThat(sonde.only("removed").at("/ok").asBoolean()).as(query.question()).isTrue();
  }

  private void call(String question, Consumer<Record> check) {
    answers.put(question, sonde -> check.accept(sonde.only("call")));
  }

  /** A busy machine cannot show all of so large an object within the 100 ms of a capture. */
  private static void of404(Record call) {
    assertThat(call.text("/result/type")).endsWith(".ServeEvent");
    JsonNode status = call.at("/result/value/responseDefinition/status");
    if (!status.isMissingNode()) assertThat(status.asInt()).isEqualTo(404);
  }

  /** The others came first. */
  private static void ofOrdersOnly(Sonde sonde) {
    assertThat(sonde.only("call").text("/method")).isEqualTo("service");
    assertThat(sonde.only("end").number("/condition/false")).isGreaterThan(15);
    assertThat(sonde.only("end").number("/condition/failed")).isZero();
  }
}
