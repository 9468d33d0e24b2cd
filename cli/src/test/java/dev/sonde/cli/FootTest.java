package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FootTest {
  private static final String OFF = "\u001b[?7l";
  private static final String ON = "\u001b[?7h";
  private static final String CLEAR = "\r\u001b[J";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private Window window = new Window(10, 5);
  private final Foot foot = new Foot(err, () -> window, true);

  @Test
  void lines_asLongAsTheWindow_andNoMoreThanItsRows() {
    foot.show(List.of("\u001b[1m0123456789abc\u001b[0m", "b", "c", "d", "e", "f", "last"));
    assertThat(printed())
        .isEqualTo(CLEAR + OFF + "\u001b[1m0123456789\u001b[0m\r\nb\r\nc\r\nlast\r\n" + ON);
  }

  /** Of ten letters each, in four columns: three rows each. */
  @Test
  void window_thatGotNarrower_hasWrappedWhatIsThere() {
    foot.show(List.of("0123456789", "\u001b[1m0123456789\u001b[0m", "0123"));
    printed();
    window = new Window(4, 20);
    foot.clear();
    assertThat(printed()).isEqualTo("\u001b[7A" + CLEAR);
    foot.show(List.of("0123"));
    printed();
    window = new Window(40, 20);
    foot.show(List.of("wider"));
    assertThat(printed()).isEqualTo("\u001b[1A" + CLEAR + OFF + "wider\r\n" + ON);
  }

  @Test
  void terminal_thatCuts_hasWrappedNothing() {
    Foot cut = new Foot(err, () -> window, false);
    cut.show(List.of("0123456789", "b"));
    printed();
    window = new Window(4, 20);
    cut.clear();
    assertThat(printed()).isEqualTo("\u001b[2A" + CLEAR);
  }

  @Test
  void print_fromBehind_leavesTheFoot() {
    foot.above(() -> err.print("first\n"));
    foot.show(List.of("a", "b"));
    printed();
    foot.above(() -> err.print("event\n"));
    assertThat(printed())
        .isEqualTo("\u001b[2A" + CLEAR + "event\n" + CLEAR + OFF + "a\r\nb\r\n" + ON);
    assertThat(foot.clear()).isTrue();
    assertThat(foot.clear()).isFalse();
  }

  @Test
  void window_asSttyTellsIt_isAskedForTwiceASecondAtMost() {
    AtomicLong clock = new AtomicLong();
    List<String> answers = new ArrayList<>(List.of("24 80\n", "", "junk", "50 132\n"));
    OwnWindow own = new OwnWindow(() -> answers.remove(0), clock::get);
    assertThat(own.get()).isEqualTo(new Window(80, 24)).isEqualTo(own.get());
    for (int second = 1; second <= 2; second++) {
      clock.set(second * 1_000_000_000L);
      assertThat(own.get()).as("what was known before").isEqualTo(new Window(80, 24));
    }
    clock.set(3_000_000_000L);
    assertThat(own.get()).isEqualTo(new Window(132, 50));
    assertThat(Window.UNKNOWN.likelyRows()).isEqualTo(24);
  }

  private String printed() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }
}
