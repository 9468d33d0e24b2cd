package dev.sonde.shell;

import dev.sonde.api.Output;
import java.io.PrintStream;

/**
 * {@code System.out} and {@code System.err} while a snippet runs: what its thread prints goes to
 * the operator, what others print goes where it always went.
 */
final class Printing implements AutoCloseable {
  private final Spill out;
  private final Spill err;
  private final Switch outSwitch;
  private final Switch errSwitch;

  private Printing(Output output) {
    out = new Spill(output, false);
    err = new Spill(output, true);
    outSwitch = new Switch(System.out, out);
    errSwitch = new Switch(System.err, err);
  }

  /** For the calling thread. */
  static Printing to(Output output) {
    Printing printing = new Printing(output);
    System.setOut(printing.outSwitch);
    System.setErr(printing.errSwitch);
    return printing;
  }

  /** Sends what was printed so far: a snippet may print, and then wait. From any thread. */
  void flush() {
    out.flush();
    err.flush();
  }

  /** Puts back what was there, but not over a stream that somebody has put there since. */
  @Override
  public void close() {
    PrintStream original = outSwitch.end();
    if (System.out == outSwitch) System.setOut(original);
    original = errSwitch.end();
    if (System.err == errSwitch) System.setErr(original);
    out.close();
    err.close();
  }
}
