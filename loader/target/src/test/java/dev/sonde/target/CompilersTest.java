package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompilersTest {
  @TempDir Path tasks;

  private int pauses;

  @BeforeEach
  void threads() {
    thread(7, "java", "R", 9_999);
    thread(8, "C2 CompilerThre", "S", 40);
    thread(9, "C1 CompilerThre", "S", 2);
  }

  @Test
  void compilers_withoutWork_areLookedAtTwice() {
    assertThat(rest(pause -> thread(7, "java", "R", pause))).isTrue();
    assertThat(pauses).isEqualTo(1);
  }

  @Test
  void compilers_thatRestAfterAWhile_areWaitedFor() {
    thread(8, "C2 CompilerThre", "R", 40);
    assertThat(rest(pause -> thread(8, "C2 CompilerThre", pause < 7 ? "R" : "S", 40))).isTrue();
    assertThat(pauses).isEqualTo(7);
  }

  /** Asleep at each look, and at work between. */
  @Test
  void compilers_thatUseAProcessor_areNotAtRest() {
    assertThat(rest(pause -> thread(9, "C1 CompilerThre", "S", pause * 10L))).isFalse();
    assertThat(pauses).isEqualTo(Compilers.LOOKS);
  }

  @Test
  void threads_ofWhichNothingIsTold_areNotWaitedFor() throws IOException {
    assertThat(new Compilers(tasks.resolve("none").toString()).rest()).isTrue();
    Files.delete(tasks.resolve("8/stat"));
    assertThat(rest(pause -> {})).isTrue();
  }

  private boolean rest(IntConsumer meanwhile) {
    return new Compilers(tasks.toString()) {
      @Override
      void pause() {
        meanwhile.accept(++pauses);
      }
    }.rest();
  }

  /** As proc(5) describes it, up to the 15th field. */
  private void thread(int id, String name, String state, long ticks) {
    String stat = id + " (" + name + ") " + state + " 1 7 7 0 -1 4194304 0 0 0 0 " + ticks + " 0 0";
    try {
      Files.writeString(Files.createDirectories(tasks.resolve("" + id)).resolve("stat"), stat);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
