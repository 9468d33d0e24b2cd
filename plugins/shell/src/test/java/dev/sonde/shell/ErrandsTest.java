package dev.sonde.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.api.Asked;
import dev.sonde.api.Host;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ErrandsTest {
  private final List<List<?>> asked = new ArrayList<>();
  private final FakeAsked answer = new FakeAsked();
  private final Recorder operator = new Recorder();
  private final Errands errands = new Errands(host(), Map.of("jvm", "42"), operator);

  /** Of a host, only this is needed. */
  private Host host() {
    return (Host)
        Proxy.newProxyInstance(
            Host.class.getClassLoader(),
            new Class<?>[] {Host.class},
            (proxy, method, words) -> {
              asked.add(List.of(words));
              return (Asked) answer;
            });
  }

  @AfterEach
  void leave() {
    Commands.by(null);
  }

  @Test
  void plugin_isAskedForOnce_andItsCommandsRun() throws Exception {
    Commands.by(errands);
    answer.says("start", 0).says("call", 1).says("end", 2).over();
    CompletableFuture<Running> trace =
        CompletableFuture.supplyAsync(
            () -> Commands.trace("a.B::c", "x > 1", "--limit=3", "--lazy"));
    awaitNeeds(1);
    assertThat(asked).isEmpty();
    errands.loaded("tracer-full", "");
    assertThat(trace.get(60, TimeUnit.SECONDS).all()).hasSize(1);
    Map<String, String> options = Map.of("jvm", "42", "limit", "3", "lazy", "", "when", "x > 1");
    assertThat(asked).containsExactly(List.of("trace", List.of("a.B::c"), options));
    assertThat(Commands.stats("a.B::c").ended()).isTrue();
    assertThat(operator.records).hasSize(1);
  }

  @Test
  void option_mayStandInPlaceOfTheCondition() {
    Commands.by(errands);
    answer.says("start", 0);
    CompletableFuture<Running> trace =
        CompletableFuture.supplyAsync(() -> Commands.trace("a.B::c", "--limit=3", "--lazy"));
    awaitNeeds(1);
    errands.loaded("tracer-full", "");
    assertThat(trace.join().toString()).startsWith("trace a.B::c --limit=3 --lazy");
    Map<String, String> options = Map.of("jvm", "42", "limit", "3", "lazy", "");
    assertThat(asked).containsExactly(List.of("trace", List.of("a.B::c"), options));
  }

  /** It may be there the next time. */
  @Test
  void plugin_thatIsRefused_isAskedForAgain() throws Exception {
    for (int i = 1; i <= 2; i++) {
      CompletableFuture<Running> run =
          CompletableFuture.supplyAsync(() -> errands.begin("heap", "top", List.of()));
      awaitNeeds(i);
      errands.loaded("heap", "SONDE-NO-JAR: there is none");
      assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(Refused.class)
          .hasMessageContaining("SONDE-NO-JAR: there is none");
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void options_haveDashes() {
    Commands.by(errands);
    assertThatThrownBy(() -> Commands.trace("a.B::c", "", "-n", "3"))
        .hasMessage("SONDE-USAGE: expected options, as \"--limit=3\", got \"-n\"");
  }

  @Test
  void close_endsWhatRuns() throws Exception {
    CompletableFuture<Running> run =
        CompletableFuture.supplyAsync(() -> errands.begin("x", "y", List.of()));
    awaitNeeds(1);
    errands.loaded("x", "");
    run.get(60, TimeUnit.SECONDS);
    answer.endsWhenClosed = true;
    errands.close();
    assertThat(answer.over).isTrue();
  }

  private void awaitNeeds(int count) {
    while (needs() < count) Thread.onSpinWait();
  }

  private int needs() {
    synchronized (operator) {
      return operator.records.size();
    }
  }
}
