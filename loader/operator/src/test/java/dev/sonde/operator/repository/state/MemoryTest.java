package dev.sonde.operator.repository.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
  private static final Instant NOW = Instant.parse("2030-05-01T12:00:00Z");
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();
  private Path state;
  private Memory memory;

  @BeforeEach
  void open() throws IOException {
    state = folder.resolve("state");
    PrivateFolder jars = PrivateFolder.open(folder.resolve("jars"));
    memory = Memory.of(PrivateFolder.open(state), jars, 100, warnings::add);
  }

  private void refreshed(String location) {
    memory.change(
        () -> {
          memory.setRefreshed(location, NOW);
          return true;
        });
  }

  @Test
  void place_thatWasAskedLast_isKnown() {
    refreshed("https://a.example/ x");
    assertThat(memory.refreshed("https://a.example/ x")).hasValue(NOW);
    assertThat(memory.refreshed("https://b.example/")).isEmpty();
    assertThat(memory.lastRefreshed()).hasValue(NOW);
    refreshed("https://b.example/");
    assertThat(memory.refreshed("https://a.example/ x")).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void place_isNotRememberedOutsideOfAChange() {
    memory.setRefreshed("here", NOW);
    assertThat(memory.lastRefreshed()).isEmpty();
    assertThat(state.resolve("refreshed")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "x here", "-1 here", " here", "1234567890123456 here"})
  void time_thatIsDamaged_isNone(String text) throws IOException {
    Files.writeString(state.resolve("refreshed"), text);
    assertThat(memory.lastRefreshed()).isEmpty();
  }

  @Test
  void time_ofMoreThan8KiB_isNone() throws IOException {
    Files.writeString(state.resolve("refreshed"), "123456789012345 " + "x".repeat((8 << 10) - 16));
    assertThat(memory.lastRefreshed()).hasValue(Instant.ofEpochMilli(123456789012345L));
    Files.writeString(state.resolve("refreshed"), "123456789012345 " + "x".repeat((8 << 10) - 15));
    assertThat(memory.lastRefreshed()).isEmpty();
  }

  @Test
  void time_thatCannotBeWritten_isWarnedOf() throws IOException {
    Files.createDirectories(state.resolve("refreshed/in-the-way"));
    refreshed("here");
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("SONDE-STATE: " + state + " cannot be used (")
        .endsWith(Memory.SENTENCE);
  }

  @Test
  void change_isWrittenUntilItsEnd() throws IOException {
    String done =
        memory.change(
            () -> {
              memory.store().put("timestamp", BYTES);
              return "done";
            });
    assertThat(done).isEqualTo("done");
    memory.store().put("snapshot", BYTES);
    assertThat(state.resolve("roles").toFile().list()).containsExactly("timestamp.json");
    assertThat(StateLock.acquire(state.resolve("lock"), Duration.ZERO))
        .hasValueSatisfying(MemoryTest::close);
  }

  private static void close(StateLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void change_withoutALock_isNotWritten() throws IOException {
    Files.createDirectory(state.resolve("lock"));
    memory.change(
        () -> {
          memory.store().put("timestamp", BYTES);
          return true;
        });
    assertThat(memory.store().find("timestamp")).containsExactly(BYTES);
    assertThat(state.resolve("roles")).isEmptyDirectory();
    assertThat(warnings).singleElement().asString().startsWith("SONDE-STATE: " + state);
  }

  /** Interrupted, for else it waits for the other one as long as its patience lasts. */
  @Test
  void change_whileAnotherOneHoldsTheLock_isNotWritten() throws IOException {
    try (StateLock other = StateLock.acquire(state.resolve("lock"), Duration.ZERO).orElseThrow()) {
      Thread.currentThread().interrupt();
      assertThat(memory.change(() -> other.channel().isOpen())).isTrue();
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(warnings)
        .containsExactly(
            "SONDE-STATE: another sonde has held "
                + state
                + " for 3 s; this run keeps nothing there");
  }

  @Test
  void sentence_saysAtLeastWhatKindOfFailureItWas() {
    assertThat(Memory.sentence(Path.of("/x"), new IOException()))
        .isEqualTo(
            "SONDE-STATE: /x cannot be used (IOException); check its disk and modes. "
                + Memory.SENTENCE);
  }

  @Test
  void memory_ofThisRun_lastsAsLongAsTheObject() {
    Memory brief = Memory.ofThisRun();
    assertThat(brief.change(() -> "done")).isEqualTo("done");
    brief.store().put("timestamp", BYTES);
    brief.setRefreshed("here", NOW);
    assertThat(brief.store().find("timestamp")).containsExactly(BYTES);
    assertThat(brief.lastRefreshed()).isEmpty();
  }
}
