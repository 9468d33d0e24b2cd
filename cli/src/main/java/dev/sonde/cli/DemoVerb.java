package dev.sonde.cli;

import dev.sonde.operator.Exit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde demo}. */
final class DemoVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Words.command("demo", "Start a real program, trace it, remove everything: all of it, on this machine, in one go.");
  }

  @Override
  public Exit run(ParseResult words, Desk desk) {
    return Exit.INTERNAL;
  }
}
