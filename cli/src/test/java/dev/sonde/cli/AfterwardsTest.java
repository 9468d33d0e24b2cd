package dev.sonde.cli;

import static dev.sonde.cli.Typed.sonde;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.cli.text.Records;
import dev.sonde.operator.Exit;
import dev.sonde.operator.attach.Hindsight;
import java.util.List;
import org.junit.jupiter.api.Test;

class AfterwardsTest {
  private final FakeMachine machine = new FakeMachine();

  AfterwardsTest() {
    machine.records.add(Records.start());
  }

  @Test
  void trace_withoutTheOption_doesNotAsk() {
    sonde(machine, "trace", "4312", "A::b");
    assertThat(machine.said).doesNotContain("hindsight at 4312");
  }

  @Test
  void trace_saysThatNothingIsLeft() {
    Typed typed = sonde(machine, "trace", "4312", "A::b", "--verify");
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    assertThat(typed.out().lines().toList())
        .last()
        .isEqualTo(
            "verified  from outside, by GC.class_histogram, VM.class_hierarchy and Thread.print: 0"
                + " classes and 0 threads of Sonde, in 812 ms");
  }

  @Test
  void trace_asJson_saysWhatIsLeft_andFails() {
    machine.hindsight =
        new Hindsight(List.of("dev.sonde.target.Tenant"), List.of("sonde-link"), 9, "");
    Typed typed = sonde(machine, "trace", "4312", "A::b", "--verify", "--json");
    assertThat(typed.exit()).isEqualTo(Exit.INTERNAL);
    assertThat(typed.out())
        .contains(
            "{\"v\":1,\"kind\":\"verified\",\"ok\":false,\"millis\":9,\"classes\":[\"dev.sonde.target.Tenant\"],"
                + "\"threads\":[\"sonde-link\"],\"sessions\":");
  }

  @Test
  void stop_saysWhatIsLeft() {
    machine.hindsight =
        new Hindsight(List.of("dev.sonde.a", "dev.sonde.b", "c$SondeProbe", "d"), List.of(), 9, "");
    Typed typed = sonde(machine, "stop", "4312", "--verify");
    assertThat(typed.exit()).isEqualTo(Exit.INTERNAL);
    assertThat(typed.out())
        .contains(
            "not verified  from outside there are 4 classes of Sonde (dev.sonde.a, dev.sonde.b,"
                + " c$SondeProbe, ..)");
  }

  @Test
  void jvm_thatCannotBeAsked_isNotVerified() {
    machine.hindsight = new Hindsight(List.of(), List.of(), 0, "it did not answer within 60 s");
    Typed typed = sonde(machine, "trace", "4312", "A::b", "--verify");
    assertThat(typed.exit()).isEqualTo(Exit.INTERNAL);
    assertThat(typed.out())
        .contains("not verified  the JVM could not be asked: it did not answer within 60 s");
  }
}
