package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Shapes;
import dev.sonde.api.Events;
import dev.sonde.api.Output;
import dev.sonde.tracer.condition.Fitted;
import dev.sonde.tracer.link.Token;
import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Probe;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.select.SelectedMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A trace is held to its budgets by what its observation counts, wherever that keeps the calls. */
final class OverloadTest {
  private final FakeInstrumentation jvm = new FakeInstrumentation();
  private final FakeHost host = new FakeHost(jvm.get());
  private final FakeHost.Run run = new FakeHost.Run(List.of("Shapes::recurse"), Map.of());

  @Test
  void statsThatCostTooMuch_endWithTheNextStatus_whichIsTheEnd() throws Exception {
    jvm.loaded.add(Shapes.class);
    Engine engine = new Engine(host, jvm.get(), true);
    Budget budget = Budget.ofTime(Map.of(), Ceiling.ofOverhead(Map.of(), 5));
    Wanted wanted = Wanted.of(host, run.args(), Map.of(), budget, Asked.of(Map.of()));
    new Trace(engine, run, wanted, new Dear(new Measures(engine.hooks()))).begin();
    host.periodic.get(Duration.ofSeconds(1)).run();
    assertThat(run.kinds()).containsExactly("start", "stats", "end");
    assertThat(run.records.get(2))
        .containsEntry("reason", "OVERLOAD")
        .extracting("advice")
        .asString()
        .startsWith("the probes took ")
        .contains(" 5 % are allowed: a narrower pattern or -w EXPR lets fewer calls be timed, ");
    assertThat(run.ended).isEqualTo("done");
    assertThat(host.periodic).isEmpty();
  }

  /** As if its calls had taken a minute of a processor by now. */
  private record Dear(Measures measures) implements Observation {
    @Override
    public Counts counts(Recorder recorder) {
      Counts counts = measures.counts(recorder);
      return new Counts(
          counts.seen(), 0, 0, 0, 0, 0, 0, 0, 60_000_000_000L, Counts.Judged.NONE, counts.held());
    }

    @Override
    public Duration looks() {
      return measures.looks();
    }

    @Override
    public String relief() {
      return measures.relief();
    }

    @Override
    public Token token() {
      return measures.token();
    }

    @Override
    public Events events(Output output) {
      return measures.events(output);
    }

    @Override
    public Probe probe(
        Recorder recorder,
        long trace,
        String className,
        SelectedMethod method,
        @Nullable Fitted condition) {
      return measures.probe(recorder, trace, className, method, condition);
    }

    @Override
    public Probe rehearsed(Recorder silent, SelectedMethod method) {
      return measures.rehearsed(silent, method);
    }

    @Override
    public void woven(String className, SelectedMethod method) {
      measures.woven(className, method);
    }

    @Override
    public List<Map<String, Object>> rows(boolean last) {
      return measures.rows(last);
    }
  }
}
