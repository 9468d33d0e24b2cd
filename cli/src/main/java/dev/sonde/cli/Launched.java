package dev.sonde.cli;

import dev.sonde.cli.text.Invocation;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import java.lang.instrument.Instrumentation;
import java.util.List;

/**
 * A command that was given to {@code sonde.jar} as an agent of this JVM. It tells what it does on
 * stderr, and nobody waits for it.
 */
final class Launched {
  private Launched() {}

  /** Returns the exit code, which nobody sees. */
  static int run(Object[] args, Build build) {
    Terminal terminal = Terminal.remote(System.err, System.err, Invocation.AGENT);
    try {
      return Aside.call(() -> run(args, build, terminal));
    } catch (HandOver newer) {
      Successor.console(newer, args, terminal);
      return 0;
    }
  }

  private static int run(Object[] args, Build build, Terminal terminal) {
    List<String> words;
    try {
      words = AgentArguments.words(String.valueOf(args[1]), Boolean.TRUE.equals(args[3]));
    } catch (SondeException wrong) {
      terminal.error(String.valueOf(wrong.getMessage()));
      return wrong.exit().code();
    }
    Machine machine =
        new InsideMachine(build.repository(), (Instrumentation) args[2], String.valueOf(args[4]));
    Desk desk = new Desk(machine, terminal, build, Interruption.NEVER);
    int code = new Program(desk).run(words.toArray(String[]::new)).code();
    if (code == Exit.USAGE.code()) terminal.note("the application goes on without Sonde");
    return code;
  }
}
