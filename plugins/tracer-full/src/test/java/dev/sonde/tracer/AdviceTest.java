package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Reason;
import org.junit.jupiter.api.Test;

final class AdviceTest {
  private static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, Counts.Judged.NONE, 0);

  @Test
  void neverCalled_asksForTheRightMethod() {
    assertThat(new Advice(10, 1, false, null, 5_000).text(Reason.TIME, NONE))
        .contains("right method and loader");
  }

  @Test
  void traceThatIsEndedAtOnce_saysNothingOfTheMethod() {
    Advice brief = new Advice(10, 1, false, null, 2);
    assertThat(brief.text(Reason.STOPPED, NONE)).isNull();
    assertThat(brief.text(Reason.TIME, NONE)).contains("right method");
  }

  @Test
  void neverLoaded_saysSo() {
    assertThat(new Advice(10, 0, false, null, 5_000).text(Reason.TIME, NONE))
        .startsWith("no class with such a method was loaded while it waited");
  }

  @Test
  void callOfBefore_isStillRunning() {
    assertThat(new Advice(10, 1, true, null, 5_000).text(Reason.TIME, NONE))
        .contains("a call that began before is still running");
  }

  @Test
  void limit_offersMore() {
    assertThat(new Advice(10, 1, true, null, 5_000).text(Reason.LIMIT, NONE))
        .isEqualTo("more: -n 100");
  }

  @Test
  void limit_ofCallsThatWereMostlyDropped_offersFewer() {
    Counts lost = new Counts(10, 4, 6, 0, 0, 0, 0, 0, 0, Counts.Judged.NONE, 0);
    assertThat(new Advice(10, 1, true, null, 5_000).text(Reason.LIMIT, lost))
        .startsWith("6 events came faster than they could be taken away: -w EXPR or --rate");
  }

  @Test
  void conditionNeverTrue_saysSo() {
    Counts no = new Counts(9, 0, 0, 0, 0, 0, 0, 0, 0, new Counts.Judged(9, 0, null), 0);
    assertThat(new Advice(10, 1, false, null, 5_000).text(Reason.TIME, no))
        .isEqualTo("the condition was never true: without -w the calls show what they have");
    Counts unclear = new Counts(9, 0, 0, 0, 0, 0, 0, 0, 0, new Counts.Judged(3, 6, "/ by zero"), 0);
    assertThat(new Advice(10, 1, false, null, 5_000).text(Reason.TIME, unclear))
        .startsWith("the condition could not be decided");
  }
}
