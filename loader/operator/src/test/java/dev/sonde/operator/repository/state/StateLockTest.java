package dev.sonde.operator.repository.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

  @Test
  void lock_thatIsGivenBackMeanwhile_isTaken() throws Exception {
    Path file = folder.resolve("lock");
    StateLock first = StateLock.acquire(file, Duration.ZERO).orElseThrow();
    CompletableFuture<Optional<StateLock>> second = new CompletableFuture<>();
    Thread waiting = new Thread(() -> second.complete(acquired(file)));
    waiting.start();
    while (waiting.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
    first.close();
    try (StateLock taken = second.get(1, TimeUnit.MINUTES).orElseThrow()) {
      assertThat(taken.channel().isOpen()).isTrue();
    }
  }

  private static Optional<StateLock> acquired(Path file) {
    try {
      return StateLock.acquire(file, Duration.ofSeconds(30));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Test
  void wait_thatIsInterrupted_endsAndStaysInterrupted() throws IOException {
    Path file = folder.resolve("lock");
    try (StateLock first = StateLock.acquire(file, Duration.ZERO).orElseThrow()) {
      Thread.currentThread().interrupt();
      assertThat(StateLock.acquire(file, Duration.ofDays(1))).isEmpty();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(first.channel().isOpen()).isTrue();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void lock_thatWasNotHad_keepsNoDescriptor() throws IOException {
    Path file = folder.toRealPath().resolve("lock");
    try (StateLock first = StateLock.acquire(file, Duration.ZERO).orElseThrow()) {
      assertThat(StateLock.acquire(first.path(), Duration.ZERO)).isEmpty();
      assertThat(descriptorsOf(file)).isOne();
    }
    assertThat(descriptorsOf(file)).isZero();
  }

  private static long descriptorsOf(Path file) throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(each -> isLinkTo(file, each)).count();
    }
  }

  private static boolean isLinkTo(Path file, Path link) {
    try {
      return Files.readSymbolicLink(link).equals(file);
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }
}
