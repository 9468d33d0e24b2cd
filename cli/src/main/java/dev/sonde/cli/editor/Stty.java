package dev.sonde.cli.editor;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.impl.exec.ExecPty;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/**
 * The terminal of this process, which {@code stty} reads and sets. A Ctrl-C goes to each process at
 * the terminal, and ends {@code stty}, which is then run again.
 */
final class Stty extends ExecPty {
  private static final int MOST = 10;

  private boolean patient;

  private Stty(ExecTerminalProvider provider, String name) {
    super(provider, SystemStream.Output, name);
  }

  /**
   * @throws IOException if there is no terminal
   */
  static Stty ofProcess() throws IOException {
    ExecTerminalProvider provider = new ExecTerminalProvider();
    ExecPty found = patiently(() -> (ExecPty) ExecPty.current(provider, SystemStream.Output), MOST);
    return new Stty(provider, found.getName());
  }

  @Override
  protected String doGetConfig() throws IOException {
    return outermost(super::doGetConfig);
  }

  @Override
  protected void doSetAttr(Attributes attributes) throws IOException {
    outermost(
        () -> {
          super.doSetAttr(attributes);
          return "";
        });
  }

  /** What is set is read before: one of the two is patient, or a lost terminal takes long. */
  private synchronized String outermost(Step<String> step) throws IOException {
    if (patient) return step.run();
    patient = true;
    try {
      return patiently(step, MOST);
    } finally {
      patient = false;
    }
  }

  /** Who is called away meanwhile hears of it afterwards. */
  static <T> T patiently(Step<T> step, int most) throws IOException {
    boolean interrupted = false;
    try {
      for (int left = most; ; left--)
        try {
          return step.run();
        } catch (IOException ended) {
          interrupted |= ended instanceof InterruptedIOException;
          if (left <= 1) throw ended;
        }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  interface Step<T> {
    T run() throws IOException;
  }
}
