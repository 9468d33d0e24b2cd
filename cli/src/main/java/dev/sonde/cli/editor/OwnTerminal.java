package dev.sonde.cli.editor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.spi.Pty;
import org.jline.utils.ShutdownHooks;

/**
 * The terminal of this process. Its Ctrl-C is not JLine's, which interrupts the reading thread also
 * when that has a line and does something else, and takes the key from the JVM only while it reads.
 */
final class OwnTerminal extends PosixSysTerminal {
  private static final int UNDEFINED = 0;

  /**
   * @param type as TERM has it
   * @throws IOException if there is no terminal that can be set
   */
  OwnTerminal(String type) throws IOException {
    this(type, Stty.ofProcess());
  }

  OwnTerminal(String type, Pty pty) throws IOException {
    super("sonde", type, pty, StandardCharsets.UTF_8, false, SignalHandler.SIG_DFL);
    // At the end of the process JLine would close it under who reads there, beside our own hook,
    // which calls them away first.
    ShutdownHooks.remove(closer);
  }

  @Override
  public SignalHandler handle(Signal signal, SignalHandler handler) {
    return signal == Signal.INT ? SignalHandler.SIG_DFL : super.handle(signal, handler);
  }

  @Override
  public void setAttributes(Attributes wanted) {
    super.setAttributes(withKeyForCtrlC(wanted));
  }

  /** The same, where whole lines are wanted: a Ctrl-C is a signal there. */
  static Attributes withKeyForCtrlC(Attributes wanted) {
    if (wanted.getLocalFlag(LocalFlag.ICANON)) return wanted;
    Attributes keys = new Attributes(wanted);
    keys.setControlChar(ControlChar.VINTR, UNDEFINED);
    return keys;
  }
}
