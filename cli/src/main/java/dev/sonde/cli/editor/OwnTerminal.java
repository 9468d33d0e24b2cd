package dev.sonde.cli.editor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.impl.PosixSysTerminal;

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
    super("sonde", type, Stty.ofProcess(), StandardCharsets.UTF_8, false, SignalHandler.SIG_DFL);
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
