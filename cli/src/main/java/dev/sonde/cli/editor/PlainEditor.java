package dev.sonde.cli.editor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a pipe, or of a terminal that can do no more than show them. A thread of its own reads
 * ahead: who waits for a line can be called away.
 */
public final class PlainEditor implements Editor {
  private static final int LONGEST = 65_536;
  private static final String END = new String("end");
  private static final String CLEARED = new String("cleared");

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(1_000);
  private final PrintStream out;
  private final PrintStream err;
  private final String prompt;
  private final CtrlC ctrlC;
  private volatile boolean gone;

  /**
   * @param prompt empty: nobody sits there
   * @param aside begins what reads ahead, on another thread
   */
  public PlainEditor(
      InputStream in,
      PrintStream out,
      PrintStream err,
      String prompt,
      CtrlC ctrlC,
      Consumer<Runnable> aside) {
    this.out = out;
    this.err = err;
    this.prompt = prompt;
    this.ctrlC = ctrlC;
    if (interactive()) ctrlC.take();
    aside.accept(() -> read(in));
  }

  private void read(InputStream in) {
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), LONGEST);
      for (String line = reader.readLine(); line != null; line = reader.readLine()) put(line);
      put(END);
    } catch (IOException closed) {
      put(END);
    }
  }

  private void put(String line) {
    try {
      while (!lines.offer(line, 1, TimeUnit.HOURS)) {}
    } catch (InterruptedException never) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public @Nullable String next() throws InterruptedException {
    return ask(prompt);
  }

  @Override
  public @Nullable String answer(String question) throws InterruptedException {
    return interactive() ? ask(question) : null;
  }

  private @Nullable String ask(String question) throws InterruptedException {
    if (!question.isEmpty()) note(question);
    lines.removeIf(line -> line == CLEARED);
    ctrlC.ask();
    ctrlC.waits(this::clear);
    try {
      String line = lines.take();
      if (line == CLEARED) return "";
      if (line != END) return line;
      put(END); // for who asks again
      return null;
    } finally {
      ctrlC.answered();
    }
  }

  private void clear() {
    note("\n");
    lines.offer(CLEARED);
  }

  @Override
  public synchronized void print(String text) {
    out.print(text);
    out.flush();
    gone |= out.checkError();
  }

  @Override
  public boolean gone() {
    return gone;
  }

  @Override
  public synchronized void note(String text) {
    err.print(text);
    err.flush();
  }

  @Override
  public void onInterrupt(@Nullable Runnable action) {
    ctrlC.ends(action);
  }

  @Override
  public boolean interactive() {
    return !prompt.isEmpty();
  }

  @Override
  public void close() {}
}
