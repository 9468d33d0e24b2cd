package dev.sonde.cli;

import dev.sonde.operator.Exit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command of the command line. */
interface Verb {
  /** Its words: built by hand, because reading annotations would cost half of the start-up. */
  CommandSpec spec();

  Exit run(ParseResult words, Desk desk) throws InterruptedException;
}
