package dev.sonde.operator.repository.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
  @TempDir Path folder;

  @Test
  void lock_heldByOneAtATime() throws IOException {
    Path file = folder.resolve("lock");
    try (StateLock first = StateLock.acquire(file, Duration.ZERO).orElseThrow()) {
      assertThat(first.path()).isEqualTo(file);
      assertThat(StateLock.acquire(file, Duration.ZERO)).isEmpty();
    }
    try (StateLock again = StateLock.acquire(file, Duration.ZERO).orElseThrow()) {
      assertThat(again.channel().isOpen()).isTrue();
    }
  }

  @Test
  void lock_neverThroughALink() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path file = Files.createSymbolicLink(folder.resolve("lock"), victim);
    assertThatThrownBy(() -> StateLock.acquire(file, Duration.ZERO))
        .isInstanceOf(IOException.class);
    assertThat(victim).hasContent("precious");
  }
}
