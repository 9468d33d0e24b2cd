package dev.sonde.cli;

import dev.sonde.operator.Exit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a person sees who has typed a command. */
record Typed(Exit exit, String out, String err) {
  private static final Build BUILD = new Build("1.2.3", null, true, false);

  static Typed sonde(FakeMachine machine, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return sonde(machine, out, args);
  }

  static Typed sonde(FakeMachine machine, OutputStream out, String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Exit exit = new Program(desk(machine, out, err)).run(args);
    return new Typed(exit, out.toString(), err.toString(StandardCharsets.UTF_8));
  }

  /** Whose reader has gone. */
  static OutputStream intoAClosedPipe() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("Broken pipe");
      }
    };
  }

  static Desk desk(FakeMachine machine, OutputStream out, OutputStream err) {
    Terminal terminal =
        Terminal.plain(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8));
    return new Desk(machine, terminal, BUILD, Interruption.NEVER);
  }
}
