package dev.sonde.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a command prints, as far as it is whole when it is flushed, on its way to the editor. */
final class EditorStream extends OutputStream {
  private final Consumer<String> out;
  private final Supplier<String> prefix;
  private final BooleanSupplier gone;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  private EditorStream(Consumer<String> out, Supplier<String> prefix, BooleanSupplier gone) {
    this.out = out;
    this.prefix = prefix;
    this.gone = gone;
  }

  /**
   * @param prefix stands before each line
   * @param gone whether nobody reads any more, which is an error here
   */
  static PrintStream of(Consumer<String> out, Supplier<String> prefix, BooleanSupplier gone) {
    return new PrintStream(new EditorStream(out, prefix, gone), false, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    waiting.write(b);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    waiting.write(bytes, from, length);
  }

  @Override
  public void flush() throws IOException {
    String text;
    synchronized (this) {
      text = waiting.toString(StandardCharsets.UTF_8);
      waiting.reset();
    }
    if (!text.isEmpty()) out.accept(prefixed(text));
    if (gone.getAsBoolean()) throw new IOException("nobody reads");
  }

  private String prefixed(String text) {
    String before = prefix.get();
    return before.isEmpty() ? text : text.replaceAll("(?m)^(?=.)", before);
  }
}
