package dev.sonde.cli.editor;

import org.jspecify.annotations.Nullable;

/** Where somebody gives one command after another. Lines are read by one thread; any may print. */
public interface Editor extends AutoCloseable {
  /**
   * The next line; empty after Ctrl-C, null at the end.
   *
   * @throws InterruptedException if the reading thread is
   */
  @Nullable String next() throws InterruptedException;

  /** What is typed after a question; null where nobody is there to answer. */
  @Nullable String answer(String question) throws InterruptedException;

  /** Prints whole lines, each with its line feed, above what is being typed. */
  void print(String lines);

  /** Prints to stderr, or where a person reads it. */
  void note(String lines);

  /** What Ctrl-C does while no line is being read; null: what it does to every process. */
  void onInterrupt(@Nullable Runnable action);

  /** Whether nobody reads what is printed any more. */
  default boolean gone() {
    return false;
  }

  /** Whether a person sits there. */
  boolean interactive();

  /** Gives the terminal back as it was. Twice is the same as once. */
  @Override
  void close();
}
