package dev.sonde.operator.attach;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * SIGQUIT to another process, by the machine's shell: Java itself can only end processes. The shell
 * is started beforehand, which takes some milliseconds, and waits for a line; at the end of its
 * input, also when this process dies, it ends without a signal.
 */
final class Quit implements Closeable {
  private static final Path SHELL = Path.of("/bin/sh");

  private final Process shell;
  private boolean unheard;

  private Quit(Process shell) {
    this.shell = shell;
  }

  static boolean possible() {
    return Files.isExecutable(SHELL);
  }

  /** Makes ready to send it. */
  static Quit ready(long pid) throws IOException {
    ProcessBuilder shell =
        new ProcessBuilder(SHELL.toString(), "-c", "read go && kill -QUIT " + pid);
    shell.environment().clear();
    return new Quit(
        shell
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  void send() {
    try {
      shell.getOutputStream().write('\n');
      shell.getOutputStream().flush();
    } catch (IOException ended) {
      unheard = true;
    }
  }

  /** Whether it was sent, or still may be: the shell is at it, or has ended well. */
  boolean sent() {
    return !unheard && (shell.isAlive() || shell.exitValue() == 0);
  }

  /** Twice is the same as once. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
    } catch (IOException ended) {
      return; // it reads no more, which is what was wanted
    }
  }
}
