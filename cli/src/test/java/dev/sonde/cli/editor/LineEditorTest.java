package dev.sonde.cli.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class LineEditorTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final List<String> kept = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final CtrlC ctrlC = new CtrlC();
  private Runnable lineTyped = () -> {};
  private Runnable terminalIsSet = () -> {};

  @Test
  void lines_areReadToTheEnd() throws IOException {
    try (LineEditor editor = editor("one\ntwo 'a b'\n")) {
      assertThat(editor.next()).isEqualTo("one");
      assertThat(editor.next()).isEqualTo("two 'a b'");
      assertThat(editor.next()).isNull();
    }
    assertThat(kept).containsExactly("one", "two 'a b'");
  }

  @Test
  void tab_asksForHints_withTheWordsBefore() throws IOException {
    try (LineEditor editor = editor("trace com.acme.Or\t -n 2\n")) {
      assertThat(editor.next()).isEqualTo("trace com.acme.Orders:: -n 2");
    }
    assertThat(asked).contains("[trace] com.acme.Or");
  }

  @Test
  void lineWithASpaceBefore_andAnswers_areNotKept() throws IOException {
    try (LineEditor editor = editor(" secret\nyes\nkept\n")) {
      assertThat(editor.next()).isEqualTo(" secret");
      assertThat(editor.answer("Type yes: ")).isEqualTo("yes");
      assertThat(editor.next()).isEqualTo("kept");
    }
    assertThat(kept).containsExactly("kept");
  }

  @Test
  void exclamationMarks_andBackslashes_areNothingSpecial() throws IOException {
    try (LineEditor editor = editor("find 'a != b' \\x !1\n")) {
      assertThat(editor.next()).isEqualTo("find 'a != b' \\x !1");
    }
  }

  @Test
  void ctrlC_whenTheLineIsThere_interruptsNobody_andEndsItsCommand() throws IOException {
    List<String> done = new ArrayList<>();
    lineTyped = ctrlC::pressed; // Enter is done, and the terminal not yet set back
    try (LineEditor editor = editor("trace A::b\nnext\n")) {
      assertThat(editor.next()).isEqualTo("trace A::b");
      assertThat(Thread.interrupted()).isFalse();
      editor.onInterrupt(() -> done.add("ended"));
      editor.onInterrupt(null);
      lineTyped = () -> {};
      assertThat(editor.next()).isEqualTo("next");
    }
    assertThat(done).containsExactly("ended");
  }

  @Test
  void ctrlC_beforeTheFirstKey_clearsTheLine() throws IOException {
    terminalIsSet = ctrlC::pressed;
    try (LineEditor editor = editor("one\n")) {
      assertThat(editor.next()).isEmpty();
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  /** In one write: as a pasted text has it, or a hand that is fast. */
  @Test
  void ctrlC_amongKeys_clearsTheLine_andNoKeyBehindItIsLost() throws IOException {
    try (LineEditor editor = editor("abc\003jobs\n\003\003\003next\n")) {
      assertThat(editor.next()).isEmpty();
      assertThat(editor.next()).isEqualTo("jobs");
      for (int times = 0; times < 3; times++) assertThat(editor.next()).isEmpty();
      assertThat(editor.next()).isEqualTo("next");
    }
    assertThat(kept).containsExactly("jobs", "next");
  }

  private LineEditor editor(String typed) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    DumbTerminal terminal =
        new DumbTerminal("test", "ansi", in, screen, StandardCharsets.UTF_8) {
          @Override
          public Attributes enterRawMode() {
            terminalIsSet.run();
            return super.enterRawMode();
          }

          @Override
          public void setAttributes(Attributes wanted) {
            super.setAttributes(OwnTerminal.withKeyForCtrlC(wanted));
          }
        };
    Hints hints =
        (before, begun) -> {
          asked.add(before + " " + begun);
          return List.of(new Hints.Hint("com.acme.Orders::", false));
        };
    KeptLines lines =
        new KeptLines() {
          @Override
          public List<String> read() {
            return List.of("earlier");
          }

          @Override
          public void add(String line) {
            kept.add(line);
            lineTyped.run();
          }
        };
    return new LineEditor(terminal, "sonde> ", hints, lines, ctrlC);
  }
}
