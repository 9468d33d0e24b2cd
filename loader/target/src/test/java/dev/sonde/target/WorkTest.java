package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkTest {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final Work work = new Work(failure -> events.add("failure: " + failure));

  @BeforeEach
  void start() {
    work.start();
  }

  @AfterEach
  void stop() {
    work.stop();
  }

  @Test
  void tasks_runInOrderOnTheirThread() throws Exception {
    CountDownLatch done = new CountDownLatch(2);
    for (String name : List.of("first", "second"))
      work.submit(
          name,
          () -> {
            events.add(name + " on " + Thread.currentThread().getName() + " " + work.here());
            done.countDown();
          });
    await(done);
    assertThat(events).containsExactly("first on sonde-work true", "second on sonde-work true");
  }

  @Test
  void thread_inheritsNothing() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    work.submit(
        "look",
        () -> {
          events.add(
              Thread.currentThread().isDaemon()
                  + " "
                  + Thread.currentThread().getContextClassLoader());
          done.countDown();
        });
    await(done);
    assertThat(events).containsExactly("true null");
  }

  /** As where the report itself finds no room. */
  @Test
  void heap_thatIsFull_endsNoThread() throws Exception {
    CountDownLatch done = new CountDownLatch(2);
    Work full =
        new Work(
            failure -> {
              done.countDown();
              throw new OutOfMemoryError("made by a test");
            });
    full.start();
    try {
      full.submit(
          "fails",
          () -> {
            throw new IllegalStateException();
          });
      full.submit("next", done::countDown);
      await(done);
      assertThat(full.started()).as("threads that were left").isZero();
    } finally {
      full.stop();
    }
  }

  @Test
  void task_thatThrows_isReportedAndTheNextOneRuns() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    work.submit(
        "bad task",
        () -> {
          throw new StackOverflowError("deep");
        });
    work.submit("next", done::countDown);
    await(done);
    assertThat(events)
        .hasSize(1)
        .first()
        .asString()
        .startsWith("failure: bad task failed: java.lang.StackOverflowError: deep at ");
  }

  @Test
  void task_thatHangs_isLeftBehindAndInterrupted() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch next = new CountDownLatch(1);
    work.submit(
        "hang",
        Duration.ofNanos(1),
        () -> {
          hanging.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException asked) {
            interrupted.countDown();
          }
        },
        () -> events.add("late"));
    work.submit("next", next::countDown);
    await(hanging);
    work.watch();
    await(interrupted);
    await(next);
    assertThat(events).containsExactly("late");
  }

  @Test
  void hurry_forgetsWhatHasNotBegunAndLimitsWhatHas() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    work.submit(
        "hang",
        () -> {
          hanging.countDown();
          new CountDownLatch(1).await();
        });
    work.submit("never", () -> events.add("never"));
    await(hanging);
    work.watch();
    assertThat(events).isEmpty();
    work.hurry(Duration.ZERO);
    while (events.isEmpty()) work.watch();
    assertThat(events).containsExactly("failure: hang did not end in time and was left");
    assertThat(work.idle()).isTrue();
  }

  @Test
  void signal_runsItsTask() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    work.flag("flag", done::countDown).raise();
    await(done);
  }

  @Test
  void signal_closed_doesNothing() throws Exception {
    Work.Flag flag = work.flag("flag", () -> events.add("raised"));
    flag.close();
    flag.raise();
    CountDownLatch done = new CountDownLatch(1);
    work.submit("after", done::countDown);
    await(done);
    assertThat(events).isEmpty();
  }

  @Test
  void periodicTask_runsAgainUntilClosed() throws Exception {
    CountDownLatch thrice = new CountDownLatch(3);
    try (Work.Periodic handle = work.every("tick", Duration.ofMillis(1), thrice::countDown)) {
      assertThat(handle).isNotNull();
      await(thrice);
    }
  }

  @Test
  void stop_endsTheThread() throws Exception {
    work.stop();
    for (Thread each : work.alive()) each.join(60_000);
    assertThat(work.alive()).isEmpty();
    assertThat(work.started()).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
  }
}
