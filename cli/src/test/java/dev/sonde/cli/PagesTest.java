package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class PagesTest {
  private final Pages pages = new Pages();

  @Test
  void lines_areReadOnce() {
    pages.err().println("development keys");
    assertThat(pages.told()).isFalse();
    pages.out().println("trace 1 µs");
    assertThat(pages.told()).isTrue();
    assertThat(pages.take()).isEqualTo("development keys\ntrace 1 µs\n");
    assertThat(pages.take()).isEmpty();
  }

  /** A half line is not there yet. */
  @Test
  void line_isWholeOrNotThere() {
    PrintStream out = pages.out();
    out.print("half");
    out.flush();
    assertThat(pages.take()).isEmpty();
    out.println(" a line");
    assertThat(pages.take()).isEqualTo("half a line\n");
  }

  @Test
  void tooManyLines_loseTheOldest_andAreCounted() {
    String line = "x".repeat(999);
    for (int i = 0; i < 2_000; i++) pages.out().println(line);
    pages.out().println("last");
    String text = pages.take();
    assertThat(text.length()).isLessThan(Pages.MOST + 10_000).isGreaterThan(Pages.MOST / 2);
    int kept = (int) text.lines().count() - 1;
    assertThat(text)
        .startsWith((2_001 - kept) + " lines before these were dropped: poll more often\n");
    assertThat(text).endsWith("\nlast\n");
    assertThat(pages.take()).isEmpty();
  }

  @Test
  void endlessLine_isBounded() {
    byte[] half = new byte[Pages.MOST / 2];
    for (int i = 0; i < 5; i++) pages.out().write(half, 0, half.length);
    assertThat(pages.take().length()).isLessThanOrEqualTo(Pages.MOST + 100);
  }
}
