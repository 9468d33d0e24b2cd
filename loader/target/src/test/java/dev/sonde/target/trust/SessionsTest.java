package dev.sonde.target.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions are counted by their threads, of whatever loader. */
class SessionsTest {
  private final CountDownLatch end = new CountDownLatch(1);

  private Thread started(ThreadGroup group, String name) {
    Thread thread = new Thread(group, this::await, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void end() {
    end.countDown();
  }

  @Test
  void sessions_areThoseThatCameBefore_inAllThreadGroups() {
    ThreadGroup group = new ThreadGroup("of an application server");
    long before = Sessions.upTo(started(group, "first"));
    started(new ThreadGroup("of another"), "sonde-link");
    started(group, "sonde-work");
    Thread own = started(group, "sonde-link");
    assertThat(Sessions.upTo(own)).isEqualTo(before + 1);
    started(group, "sonde-link");
    assertThat(Sessions.upTo(own)).as("later ones").isEqualTo(before + 1);
  }
}
