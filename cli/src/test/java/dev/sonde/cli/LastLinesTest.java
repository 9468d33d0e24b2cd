package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LastLinesTest {
  @Test
  void process_isAwaitedUntilItHasEnded_orForAWhile() throws Exception {
    Process writer = new ProcessBuilder("cat").start();
    try {
      assertThat(LastLines.await(writer.pid(), Duration.ofMillis(30))).isFalse();
      writer.getOutputStream().close();
      assertThat(LastLines.await(writer.pid(), Duration.ofSeconds(30))).isTrue();
      assertThat(writer.isAlive()).isFalse();
    } finally {
      writer.destroyForcibly();
    }
  }
}
