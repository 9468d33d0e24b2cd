package dev.sonde.cli.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CtrlCTest {
  private final CtrlC ctrlC = new CtrlC();
  private final List<String> done = new ArrayList<>();

  @Test
  void whoWaitsForALine_isCalledAwayOnce() {
    ctrlC.ask();
    ctrlC.waits(() -> done.add("away"));
    ctrlC.pressed();
    ctrlC.pressed();
    assertThat(done).containsExactly("away");
  }

  @Test
  void whileTheTerminalIsSet_itIsKeptForTheWait() {
    ctrlC.ask();
    ctrlC.pressed();
    assertThat(done).isEmpty();
    ctrlC.waits(() -> done.add("away"));
    assertThat(done).containsExactly("away");
  }

  @Test
  void afterTheLine_itCallsNobodyAway_andEndsTheCommandThatBegins() {
    ctrlC.ask();
    ctrlC.waits(() -> done.add("away"));
    ctrlC.answered();
    ctrlC.pressed();
    assertThat(done).isEmpty();
    ctrlC.ends(() -> done.add("end"));
    assertThat(done).containsExactly("end");
  }

  @Test
  void afterTheCommand_itIsNothing_andEndsNoLaterOne() {
    ctrlC.ends(() -> done.add("end"));
    ctrlC.ends(null);
    ctrlC.pressed();
    ctrlC.ask();
    ctrlC.waits(() -> done.add("away"));
    ctrlC.answered();
    ctrlC.ends(() -> done.add("end"));
    assertThat(done).isEmpty();
  }

  @Test
  void questionOfACommand_isCalledAway_andTheCommandIsNot() {
    ctrlC.ends(() -> done.add("end"));
    ctrlC.ask();
    ctrlC.waits(() -> done.add("away"));
    ctrlC.pressed();
    ctrlC.answered();
    assertThat(done).containsExactly("away");
    ctrlC.pressed();
    assertThat(done).containsExactly("away", "end");
  }
}
