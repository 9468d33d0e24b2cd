package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConditionsTest {
  @TempDir Path folder;

  @Test
  void text_isTheCondition() {
    assertThat(Conditions.of("customer == null")).isEqualTo("customer == null");
  }

  @Test
  void file_isRead() throws Exception {
    Path file = folder.resolve("slow.txt");
    Files.writeString(file, "duration > 1s # slow\n");
    assertThat(Conditions.of("@" + file)).isEqualTo("duration > 1s # slow");
  }

  @Test
  void file_missing_tooLongOrNoText_isRefused() throws Exception {
    Path file = folder.resolve("x.txt");
    assertThatThrownBy(() -> Conditions.of("@" + file))
        .hasMessage("SONDE-CONDITION: expected a condition in " + file + ": it cannot be read");
    Files.write(file, new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> Conditions.of("@" + file)).hasMessageEndingWith(": it is no UTF-8");
    Files.writeString(file, " ".repeat(16 * 1024 + 1));
    assertThatThrownBy(() -> Conditions.of("@" + file)).hasMessageContaining("at most 16 KiB");
  }

  @Test
  void nothing_isRefused() {
    assertThatThrownBy(() -> Conditions.of(" "))
        .hasMessage("SONDE-CONDITION: expected a condition, as in -w 'customer == null', got none");
  }
}
