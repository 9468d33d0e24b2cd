package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.cli.text.Records;
import dev.sonde.operator.SondeException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundTest {
  private final FakeMachine machine = new FakeMachine();
  private final Desk desk =
      Typed.desk(machine, new ByteArrayOutputStream(), new ByteArrayOutputStream());

  @AfterEach
  void nothing_isLeft() throws InterruptedException {
    Background.running().ifPresent(it -> it.apply("stop"));
    for (Thread each : Threads.all()) if (each.getName().equals(Background.NAME)) each.join(60_000);
    assertThat(Background.running()).isEmpty();
  }

  @Test
  void start_returnsAtOnce_andPollTells() {
    machine.held = new CountDownLatch(1);
    machine.records.add(Records.start());
    String first = (String) run("start", "com.acme.Orders::find -n 20");
    assertThat(first)
        .contains("trace 1  2 methods")
        .contains("stop: stop, or from elsewhere sonde stop ")
        .endsWith("-- goes on; poll again within 60 s\n");
    assertThat(machine.said)
        .anyMatch(it -> it.startsWith("trace [com.acme.Orders::find] {limit=20"));
    assertThat(run("poll")).isEqualTo("-- goes on; poll again within 60 s\n");
    assertThat((String) run("stop")).startsWith("removed  1 method restored");
    assertThat(machine.said).containsOnlyOnce("cancel").contains("end STOPPED");
  }

  @Test
  void end_isKeptUntilSomebodyReadsIt() {
    machine.records.addAll(List.of(Records.start(), Records.threw(), Records.end()));
    StringBuilder all = new StringBuilder();
    all.append(run("start", "com.acme.Orders::find", "--lease", "5m"));
    while (Background.running().isPresent()) {
      all.append(Background.running().map(it -> it.apply("poll")).orElse(""));
      Thread.onSpinWait();
    }
    assertThat(all).contains("end LIMIT", "removed  1 method").contains("-- all removed");
    assertThat((String) run("poll")).startsWith("nothing goes on here");
  }

  /** What was read just before the end is not read again. */
  @Test
  void lastPoll_beforeTheEnd_isTheLastOne() throws InterruptedException {
    machine.closing = new CountDownLatch(1);
    machine.records.addAll(List.of(Records.start(), Records.threw(), Records.end()));
    StringBuilder all = new StringBuilder((String) run("start", "com.acme.Orders::find"));
    Thread running = (Thread) Background.running().orElseThrow();
    while (all.indexOf("removed  1 method") < 0) all.append(run("poll"));
    assertThat(all).endsWith("-- goes on; poll again within 60 s\n");
    machine.closing.countDown();
    running.join(60_000);
    assertThat(running.isAlive()).isFalse();
    assertThat((String) run("poll")).startsWith("nothing goes on here");
  }

  @Test
  void nobodyPolls_endsTheTrace() throws InterruptedException {
    machine.held = new CountDownLatch(1);
    machine.records.add(Records.start());
    assertThat((String) run("start", "com.acme.Orders::find --lease 200ms")).contains("trace 1 ");
    for (Thread each : Threads.all()) if (each.getName().equals(Background.NAME)) each.join(60_000);
    assertThat(Background.running()).isEmpty();
    assertThat(machine.said).contains("cancel");
    assertThat((String) run("poll"))
        .contains("nobody polls", "ends and is removed", "lines are gone");
  }

  @Test
  void secondStart_replacesTheFirst() {
    machine.held = new CountDownLatch(1);
    machine.records.add(Records.start());
    run("start", "com.acme.Orders::find");
    UnaryOperator<Object> first = Background.running().orElseThrow();
    machine.held = new CountDownLatch(1);
    assertThat((String) run("start", "com.acme.Orders::save"))
        .startsWith("replaced:\n")
        .contains("removed  1 method restored");
    assertThat(Background.running()).get().isNotSameAs(first);
  }

  @Test
  void start_thatIsRefused_saysWhy() {
    machine.failure = new SondeException(dev.sonde.operator.ErrorId.NO_MATCH, "no such method");
    assertThat((String) run("start", "com.acme.Orders::find"))
        .contains("SONDE-NO-MATCH: no such method")
        .endsWith("-- all removed; Sonde leaves this JVM\n");
  }

  @Test
  void start_ofNothing_saysWhatItTakes() {
    String expected =
        "SONDE-USAGE: expected start with a pattern and got none: for instance the words start,"
            + " com.acme.Orders::find -n 20\n";
    assertThat(run("start")).isEqualTo(expected);
    assertThat(run("start", " ")).isEqualTo(expected);
    assertThat(Background.running()).isEmpty();
  }

  @Test
  void start_inOneText_isTheSame() {
    machine.held = new CountDownLatch(1);
    machine.records.add(Records.start());
    assertThat((String) run("start com.acme.Orders::find -n 20")).contains("trace 1  2 methods");
    assertThat(machine.said).anyMatch(it -> it.startsWith("trace [com.acme.Orders::find]"));
  }

  @Test
  void start_withALeaseThatIsNone_saysSo() {
    assertThat((String) run("start", "com.acme.Orders::find --lease soon"))
        .startsWith("SONDE-USAGE: expected --lease to be a time with its unit");
  }

  /** Of two consoles, each with classes of its own, as of two threads. */
  @Test
  void startsAtOnce_replaceOneAnother() throws Exception {
    machine.held = new CountDownLatch(1);
    machine.records.add(Records.start());
    CyclicBarrier both = new CyclicBarrier(2);
    Callable<Object> start =
        () -> {
          both.await();
          return run("start", "com.acme.Orders::find");
        };
    ExecutorService consoles = Executors.newFixedThreadPool(2);
    List<String> said = new ArrayList<>();
    for (Future<Object> each : consoles.invokeAll(List.of(start, start)))
      said.add((String) each.get());
    consoles.shutdown();
    assertThat(said).filteredOn(it -> it.startsWith("replaced:")).hasSize(1);
  }

  @Test
  void text_isWhatTheCommandPrints() {
    assertThat((String) run("text", "list --json")).startsWith("{\"v\":1,\"kind\":\"jvm\"");
    assertThat((String) run("text list --json")).isEqualTo(run("text", "list --json"));
    assertThat((String) run("text", "nonsense"))
        .startsWith("SONDE-USAGE: there is no command nonsense; those that are: ")
        .endsWith("; and in a console start, poll, stop, text\n");
  }

  @Test
  void otherWords_areRefused() {
    machine.held = new CountDownLatch(1);
    machine.records.add(Records.start());
    run("start", "com.acme.Orders::find");
    assertThatThrownBy(() -> Background.running().orElseThrow().apply("list"))
        .hasMessage("SONDE-USAGE: expected poll or stop and got list");
  }

  private Object run(Object... args) {
    return Console.run(args, desk);
  }
}
