package dev.sonde.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the resource is what happens between its beginning and its end
class PrintingTest {
  private final PrintStream original = System.out;
  private final ByteArrayOutputStream application = new ByteArrayOutputStream();
  private final Recorder recorder = new Recorder();

  @BeforeEach
  void replace() {
    System.setOut(new PrintStream(application, true));
  }

  @AfterEach
  void putBack() {
    System.setOut(original);
  }

  /** A snippet that was left behind ends while another one runs. */
  @Test
  void streams_areTheApplications_whateverEndsFirst() {
    PrintStream before = System.out;
    Printing abandoned = Printing.to(new Recorder());
    Printing next = Printing.to(new Recorder());
    abandoned.close();
    next.close();
    assertThat(System.out).isSameAs(before);
  }

  @Test
  void print_ofTheSnippetsThread_goesToTheOperator_thatOfOthersNot() throws Exception {
    PrintStream before = System.out;
    try (Printing printing = Printing.to(recorder)) {
      System.out.println("mine é");
      System.out.printf("%d%n", 42);
      System.err.print("error");
      Thread other = new Thread(() -> System.out.println("theirs"));
      other.start();
      other.join();
    }
    assertThat(System.out).isSameAs(before);
    assertThat(recorder.printed(false)).isEqualTo("mine é\n42\n");
    assertThat(recorder.printed(true)).isEqualTo("error");
    assertThat(application.toString()).isEqualTo("theirs\n");
  }

  @Test
  void print_beforeALongWait_isSentByAFlush() {
    try (Printing printing = Printing.to(recorder)) {
      System.out.println("waiting");
      printing.flush();
      assertThat(recorder.printed(false)).isEqualTo("waiting\n");
    }
  }

  @Test
  void stream_thatWasKept_isTheApplicationsAfterwards() {
    PrintStream kept;
    try (Printing printing = Printing.to(recorder)) {
      kept = System.out;
      kept.close();
    }
    kept.println("late");
    assertThat(recorder.printed(false)).isEmpty();
    assertThat(application.toString()).isEqualTo("late\n");
  }

  @Test
  void stream_thatSomebodyHasSet_stays() {
    PrintStream own = new PrintStream(new ByteArrayOutputStream());
    try (Printing printing = Printing.to(recorder)) {
      System.setOut(own);
    }
    assertThat(System.out).isSameAs(own);
  }

  @Test
  void print_ofTooMuch_isCutAndCounted() {
    try (Printing printing = Printing.to(recorder)) {
      byte[] piece = new byte[100_000];
      for (int i = 0; i < 30; i++) System.out.write(piece, 0, piece.length);
    }
    long bytes =
        recorder.records.stream()
            .filter(each -> each.get("kind").equals("print"))
            .mapToLong(each -> ((byte[]) each.get("bytes")).length)
            .sum();
    assertThat(bytes).isEqualTo(Spill.MOST);
    assertThat(recorder.records)
        .last()
        .isEqualTo(Map.of("kind", "cut", "err", false, "bytes", 3_000_000L - Spill.MOST));
  }
}
