package dev.sonde.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stream for one thread, in front of another one for all others, who never wait for it: each
 * method of {@link PrintStream} asks first who calls. After {@link #end} there is only the other
 * one: somebody may have kept this object.
 */
final class Switch extends PrintStream {
  private final PrintStream original;
  private final Thread thread = Thread.currentThread();
  private final PrintStream own;
  private volatile boolean ended;

  Switch(PrintStream original, OutputStream own) {
    super(original);
    this.original = original;
    this.own = new PrintStream(own, false, StandardCharsets.UTF_8);
  }

  /**
   * Answers with the stream that was there before, or with the one before that: a snippet that was
   * left behind may have ended meanwhile.
   */
  PrintStream end() {
    own.flush();
    ended = true;
    PrintStream before = original;
    while (before instanceof Switch other && other.ended) before = other.original;
    return before;
  }

  private PrintStream at() {
    return ended || Thread.currentThread() != thread ? original : own;
  }

  @Override
  public void flush() {
    at().flush();
  }

  /** A snippet that closes the stream of the application would close it for all. */
  @Override
  public void close() {
    at().flush();
  }

  @Override
  public boolean checkError() {
    return at().checkError();
  }

  @Override
  public void write(int b) {
    at().write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    at().write(bytes, from, length);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    at().write(bytes);
  }

  @Override
  public void writeBytes(byte[] bytes) {
    at().writeBytes(bytes);
  }

  @Override
  public void print(boolean value) {
    at().print(value);
  }

  @Override
  public void print(char value) {
    at().print(value);
  }

  @Override
  public void print(int value) {
    at().print(value);
  }

  @Override
  public void print(long value) {
    at().print(value);
  }

  @Override
  public void print(float value) {
    at().print(value);
  }

  @Override
  public void print(double value) {
    at().print(value);
  }

  @Override
  public void print(char[] value) {
    at().print(value);
  }

  @Override
  public void print(@Nullable String value) {
    at().print(value);
  }

  @Override
  public void print(@Nullable Object value) {
    at().print(value);
  }

  @Override
  public void println() {
    at().println();
  }

  @Override
  public void println(boolean value) {
    at().println(value);
  }

  @Override
  public void println(char value) {
    at().println(value);
  }

  @Override
  public void println(int value) {
    at().println(value);
  }

  @Override
  public void println(long value) {
    at().println(value);
  }

  @Override
  public void println(float value) {
    at().println(value);
  }

  @Override
  public void println(double value) {
    at().println(value);
  }

  @Override
  public void println(char[] value) {
    at().println(value);
  }

  @Override
  public void println(@Nullable String value) {
    at().println(value);
  }

  @Override
  public void println(@Nullable Object value) {
    at().println(value);
  }

  @Override
  public PrintStream printf(String format, Object... args) {
    at().format(format, args);
    return this;
  }

  @Override
  public PrintStream printf(Locale locale, String format, Object... args) {
    at().format(locale, format, args);
    return this;
  }

  @Override
  public PrintStream format(String format, Object... args) {
    at().format(format, args);
    return this;
  }

  @Override
  public PrintStream format(Locale locale, String format, Object... args) {
    at().format(locale, format, args);
    return this;
  }

  @Override
  public PrintStream append(@Nullable CharSequence text) {
    at().append(text);
    return this;
  }

  @Override
  public PrintStream append(@Nullable CharSequence text, int from, int to) {
    at().append(text, from, to);
    return this;
  }

  @Override
  public PrintStream append(char c) {
    at().append(c);
    return this;
  }
}
