package dev.sonde.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningTest {
  private final FakeAsked asked = new FakeAsked();
  private final Running running = new Running("trace a.B::c", asked);

  @AfterEach
  void forgetInterrupt() {
    Thread.interrupted();
  }

  @Test
  void records_areToldApartFromWhatACommandSaysOfItself() {
    asked.says("start", 0).says("call", 1).says("status", 2).says("call", 3);
    assertThat(running.awaitStart().start()).containsEntry("n", 0);
    assertThat(running.status()).containsEntry("n", 2);
    assertThat(running).hasToString("trace a.B::c: it runs, 0 records taken, 2 wait");
    assertThat(running.poll()).containsEntry("n", 1);
    assertThat(running.next()).containsEntry("n", 3);
    assertThat(running.poll()).isNull();
    assertThat(running.ended()).isFalse();
    asked.says("end", "LIMIT").over();
    assertThat(running.next()).isNull();
    assertThat(running.ended()).isTrue();
    assertThat(running.end()).containsEntry("n", "LIMIT");
  }

  @Test
  void stop_waitsForTheEnd_andLosesNoRecord() {
    asked.endsWhenClosed = true;
    for (int i = 0; i < 20_000; i++) asked.says("call", i);
    assertThat(running.stop()).containsEntry("n", "STOPPED");
    List<Object> taken = new ArrayList<>();
    running.each(each -> taken.add(each.get("n")));
    assertThat(taken).hasSize(20_000).startsWith(0).endsWith(19_999);
  }

  /** Who reads nothing leaves the rest where it is bounded. */
  @Test
  void records_thatNobodyTakes_areNotAllKeptHere() {
    for (int i = 0; i < 20_000; i++) asked.says("call", i);
    assertThat(running.toString()).endsWith("10000 wait");
    assertThat(asked.poll()).containsEntry("n", 10_000);
  }

  @Test
  void command_thatIsRefused_isAnException() {
    asked.fails("SONDE-PATTERN: expected a pattern");
    assertThatThrownBy(running::awaitStart)
        .isInstanceOf(Refused.class)
        .hasMessage("SONDE-PATTERN: expected a pattern");
    assertThatThrownBy(running::all).isInstanceOf(Refused.class);
  }

  @Test
  void command_thatFailsLater_givesItsRecordsFirst() {
    asked.says("row", 1).fails("SONDE-PLUGIN: it broke");
    assertThat(running.awaitSign().next()).containsEntry("n", 1);
    assertThatThrownBy(running::next).hasMessage("SONDE-PLUGIN: it broke");
  }

  /** Ctrl-C interrupts the snippet's thread. */
  @Test
  void whoWaits_isStopped() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(running::next).isInstanceOf(Stopped.class);
  }

  /** A thread of the application's would print it into the application's own stderr. */
  @Test
  void warning_isPrintedForSnippetsOnly() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed));
    try {
      asked.says("warning", 1);
      assertThat(running.poll()).isNull();
      assertThat(printed.toString()).isEmpty();
      SnippetThread snippet = new SnippetThread(1, null);
      CountDownLatch looked = new CountDownLatch(1);
      snippet.accept(running::poll);
      snippet.accept(looked::countDown);
      snippet.start();
      assertThat(looked.await(60, TimeUnit.SECONDS)).isTrue();
      snippet.end();
      assertThat(printed.toString()).startsWith("|  null: null");
    } finally {
      System.setErr(before);
    }
  }

  @Test
  void records_cannotBeChanged() {
    asked.says("call", 1);
    assertThatThrownBy(() -> running.next().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
