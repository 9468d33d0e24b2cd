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
  private long slept;

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

  @Test
  void pause_endsWithTheWork_thatWasSeenAtItsBegin() {
    thread(8, "C2 CompilerThre", "R", 40);
    compilers(pause -> thread(8, "C2 CompilerThre", pause < 7 ? "R" : "S", 40)).outlast(1000);
    assertThat(slept).isEqualTo(7 * Compilers.SHORT);
  }

  /** Asleep at the first look, for it waited for a lock. */
  @Test
  void pause_ofWorkThatIsSeenAtTheSecondLook_endsWithIt() {
    compilers(pause -> thread(8, "C2 CompilerThre", "S", 40 + Math.min(pause, 3))).outlast(1000);
    assertThat(slept).isEqualTo(4 * Compilers.SHORT);
  }

  @Test
  void pause_withoutWork_isWhole_andLooksNoMore() {
    compilers(pause -> thread(7, "java", "R", pause)).outlast(1000);
    assertThat(slept).isEqualTo(1000);
    assertThat(pauses).isEqualTo(2);
  }

  @Test
  void pause_withWorkThatDoesNotEnd_isWhole() {
    compilers(pause -> thread(9, "C1 CompilerThre", "S", pause * 10L)).outlast(1010);
    assertThat(slept).isEqualTo(1010);
  }

  /** Once: what is held longer is held by something else, and the pauses together are as long. */
  @Test
  void pause_isCutOnce_andTheNextOnesMakeUpForIt() {
    thread(8, "C2 CompilerThre", "R", 40);
    Compilers compilers =
        compilers(pause -> thread(8, "C2 CompilerThre", pause % 2 == 0 ? "R" : "S", 40));
    compilers.outlast(1000);
    assertThat(slept).isEqualTo(Compilers.SHORT);
    compilers.outlast(3000);
    assertThat(slept).isEqualTo(4000);
    thread(8, "C2 CompilerThre", "R", 40);
    compilers.outlast(6000);
    assertThat(slept).isEqualTo(10_000);
  }

  @Test
  void rest_makesUpForTheLastPause() {
    thread(8, "C2 CompilerThre", "R", 40);
    Compilers compilers = compilers(pause -> thread(8, "C2 CompilerThre", "S", 40));
    compilers.outlast(6000);
    assertThat(slept).isEqualTo(Compilers.SHORT);
    assertThat(compilers.rest()).isTrue();
    assertThat(slept).isEqualTo(6000);
  }

  private boolean rest(IntConsumer meanwhile) {
    return compilers(meanwhile).rest();
  }

  private Compilers compilers(IntConsumer meanwhile) {
    return new Compilers(tasks.toString()) {
      @Override
      void pause(long millis) {
        slept += millis;
        meanwhile.accept(++pauses);
      }
    };
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
