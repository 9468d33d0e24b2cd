package dev.sonde.cli.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlainEditorTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CtrlC ctrlC = new CtrlC();

  @AfterEach
  void giveBack() {
    ctrlC.close();
  }

  @Test
  void pipe_hasLinesToItsEnd_andNobodyWhoAnswers() throws Exception {
    byte[] typed = "one\ntwo".getBytes(StandardCharsets.UTF_8);
    PlainEditor editor = editor(new ByteArrayInputStream(typed), out, "");
    assertThat(editor.answer("sure? ")).isNull();
    assertThat(editor.next()).isEqualTo("one");
    assertThat(editor.next()).isEqualTo("two");
    assertThat(editor.next()).isNull();
    assertThat(editor.interactive()).isFalse();
    assertThat(out.size() + err.size()).isZero();
  }

  @Test
  void terminal_hasThePrompt_andAnswers() throws Exception {
    byte[] typed = "jobs\nyes\n".getBytes(StandardCharsets.UTF_8);
    try (PlainEditor editor = editor(new ByteArrayInputStream(typed), out, "sonde> ")) {
      assertThat(editor.next()).isEqualTo("jobs");
      assertThat(editor.answer("sure? ")).isEqualTo("yes");
    }
    assertThat(err).hasToString("sonde> sure? ");
  }

  @Test
  void endAtAQuestion_isTheEndOfTheLines() throws Exception {
    PlainEditor editor = editor(new ByteArrayInputStream(new byte[0]), out, "sonde> ");
    assertThat(editor.answer("sure? ")).isNull();
    assertThat(editor.next()).isNull();
    assertThat(editor.next()).isNull();
  }

  @Test
  void waiting_canBeCalledAway() throws IOException {
    PlainEditor editor = editor(new PipedInputStream(new PipedOutputStream()), out, "");
    Thread.currentThread().interrupt();
    assertThatThrownBy(editor::next).isInstanceOf(InterruptedException.class);
  }

  @Test
  void reader_whoHasGone_isNoticed() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    PlainEditor editor = editor(new ByteArrayInputStream(new byte[0]), closed, "");
    assertThat(editor.gone()).isFalse();
    editor.print("line\n");
    assertThat(editor.gone()).isTrue();
  }

  @Test
  void ctrlC_ofManyPresses_clearsOneLine_andAnswersNoQuestion() throws Exception {
    PipedOutputStream typing = new PipedOutputStream();
    PlainEditor editor = editor(new PipedInputStream(typing), out, "sonde> ");
    AtomicBoolean cleared = new AtomicBoolean();
    Thread finger =
        new Thread(
            () -> {
              while (!cleared.get()) ctrlC.pressed();
            });
    finger.start();
    assertThat(editor.next()).isEmpty();
    cleared.set(true);
    finger.join();
    typing.write("yes\n".getBytes(StandardCharsets.UTF_8));
    typing.flush();
    assertThat(editor.answer("sure? ")).isEqualTo("yes");
  }

  private static void aside(Runnable reading) {
    Thread thread = new Thread(reading, "sonde-lines");
    thread.setDaemon(true);
    thread.start();
  }

  private PlainEditor editor(java.io.InputStream in, OutputStream out, String prompt) {
    return new PlainEditor(
        in, new PrintStream(out), new PrintStream(err), prompt, ctrlC, PlainEditorTest::aside);
  }
}
