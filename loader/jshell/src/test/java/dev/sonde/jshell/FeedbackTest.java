package dev.sonde.jshell;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "verbose", "normal", "concise", "silent", "s"})
  void modesOfJshell_areTaken(String mode) {
    Feedback.check(mode);
  }

  @Test
  void otherModes_areRefused() {
    assertThatThrownBy(() -> Feedback.check("loud"))
        .hasMessage(
            "SONDE-USAGE: expected --feedback to be one of verbose, normal, concise, silent and got"
                + " loud");
  }
}
