package dev.sonde.cli.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.junit.jupiter.api.Test;

class SttyTest {
  private int runs;

  @Test
  void sttyThatASignalHasEnded_isRunAgain() throws IOException {
    assertThat(Stty.patiently(() -> endingUntil(3, new IOException("Error executing")), 10))
        .isEqualTo("speed 38400 baud");
    assertThat(runs).isEqualTo(3);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void whoIsCalledAwayMeanwhile_hearsOfItAfterwards() throws IOException {
    Stty.patiently(() -> endingUntil(2, new InterruptedIOException()), 10);
    assertThat(runs).isEqualTo(2);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void terminalThatIsLost_isNotAskedForEver() {
    assertThatThrownBy(() -> Stty.patiently(() -> endingUntil(99, new IOException("lost")), 10))
        .hasMessage("lost");
    assertThat(runs).isEqualTo(10);
  }

  private String endingUntil(int run, IOException end) throws IOException {
    if (++runs < run) throw end;
    return "speed 38400 baud";
  }
}
