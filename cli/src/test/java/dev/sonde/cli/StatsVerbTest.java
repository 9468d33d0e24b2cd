package dev.sonde.cli;

import static dev.sonde.cli.Typed.sonde;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.cli.text.Invocation;
import dev.sonde.cli.text.Records;
import dev.sonde.cli.text.Style;
import dev.sonde.operator.Exit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatsVerbTest {
  private final FakeMachine machine = new FakeMachine();

  private void layOutRecords() {
    Map<String, Object> start = Records.start();
    start.put("of", "stats");
    start.put("limits", Records.map("millis", 60_000L));
    machine.records.add(start);
    machine.records.add(Records.stats("find", "(J)V", 1200, 3, false));
    machine.records.add(Records.stats("find", "(Ljava/lang/String;[I)V", 7, 0, false));
    machine.records.add(Records.statsStatus());
    machine.records.add(Records.stats("find", "(J)V", 2500, 6, false));
    machine.records.add(Records.stats("find", "(J)V", 3_911_000, 12, true));
    machine.records.add(Records.stats("find", "(Ljava/lang/String;[I)V", 7, 0, true));
    machine.records.add(Records.statsEnd());
  }

  @Test
  void stats_printsTheTableAtTheEnd() {
    layOutRecords();
    Typed typed = sonde(machine, "stats", "4312", "com.acme.Orders::find", "-t", "90");
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    Golden.check("stats.txt", typed.out().lines().toList());
    assertThat(machine.said)
        .contains("stats [com.acme.Orders::find] {for=90s, jvm=4312, session=7f3a7f3a}");
  }

  @Test
  void monitor_isAnotherWord() {
    layOutRecords();
    assertThat(sonde(machine, "monitor", "4312", "A::b").out()).startsWith("stats 1  ");
  }

  @Test
  void options_reachThePlugin() {
    String[] words = {"-w", "n > 3", "--lazy", "--except", "A::c", "--overhead", "20"};
    sonde(
        machine,
        Stream.concat(Stream.of("stats", "4312", "A::b", "C::d"), Stream.of(words))
            .toArray(String[]::new));
    assertThat(machine.said)
        .contains(
            "stats [A::b, C::d] {for=60s, when=n > 3, lazy=, except=A::c, overhead=20, jvm=4312,"
                + " session=7f3a7f3a}");
  }

  @Test
  void stats_asJson_isOneObjectAMethodAndInterval() {
    layOutRecords();
    List<String> lines =
        sonde(machine, "stats", "4312", "com.acme.Orders::find", "--json").out().lines().toList();
    assertThat(lines)
        .hasSize(9)
        .allSatisfy(line -> assertThat(line).startsWith("{\"v\":1,\"kind\":\"").endsWith("}"));
    assertThat(lines.get(1))
        .contains("\"kind\":\"stats\"", "\"count\":1200", "\"interval\":{", "\"p99Nanos\":");
    assertThat(lines.get(6)).contains("\"final\":true");
  }

  @Test
  void screen_onATerminal_isRewrittenAndTakenAway() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Screen screen = new Screen(terminal(err, true), Lines.to(terminal(err, true)), () -> 0);
    screen.show(List.of("a", "b"));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\u001b[J\u001b[?7la\r\nb\r\n\u001b[?7h");
    err.reset();
    screen.show(List.of("c"));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("\u001b[2A\r\u001b[J\u001b[?7lc\r\n\u001b[?7h");
    err.reset();
    screen.clear();
    screen.clear();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\u001b[1A\r\u001b[J");
  }

  @Test
  void screen_elsewhere_isPrintedEachTenSeconds() {
    AtomicLong clock = new AtomicLong();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal = terminal(out, false);
    Screen screen = new Screen(terminal, Lines.to(terminal), clock::get);
    for (int second = 1; second <= 25; second++) {
      clock.set(second * 1_000_000_000L);
      screen.show(List.of("at " + second));
    }
    screen.clear();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("at 11\nat 21\n");
  }

  private static Terminal terminal(ByteArrayOutputStream bytes, boolean live) {
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Terminal(stream, stream, Style.PLAIN, Style.PLAIN, live, Invocation.SONDE);
  }
}
