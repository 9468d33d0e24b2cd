package dev.sonde.operator.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** SIGQUIT to another process, by the machine's shell: Java itself can only end processes. */
final class Quit {
  private static final Path SHELL = Path.of("/bin/sh");

  private Quit() {}

  static boolean possible() {
    return Files.isExecutable(SHELL);
  }

  /** Sent when the process that is returned has ended with 0. */
  static Process send(long pid) throws IOException {
    ProcessBuilder shell = new ProcessBuilder(SHELL.toString(), "-c", "kill -QUIT " + pid);
    shell.environment().clear();
    return shell.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }
}
