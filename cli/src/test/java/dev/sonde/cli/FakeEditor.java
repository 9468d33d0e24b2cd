package dev.sonde.cli;

import dev.sonde.cli.editor.Editor;
import org.jspecify.annotations.Nullable;

/** Keeps what is printed, and answers each question the same. */
final class FakeEditor implements Editor {
  final StringBuffer out = new StringBuffer();
  final StringBuffer err = new StringBuffer();
  boolean gone;
  boolean interactive;
  @Nullable String answer;

  @Override
  public @Nullable String next() {
    return null;
  }

  @Override
  public @Nullable String answer(String question) {
    return answer;
  }

  @Override
  public void print(String lines) {
    out.append(lines);
  }

  @Override
  public void note(String lines) {
    err.append(lines);
  }

  @Override
  public void onInterrupt(@Nullable Runnable action) {}

  @Override
  public boolean interactive() {
    return interactive;
  }

  @Override
  public boolean gone() {
    return gone;
  }

  @Override
  public void close() {}
}
