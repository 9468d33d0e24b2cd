package dev.sonde.cli;

import dev.sonde.operator.repository.Repository;
import picocli.CommandLine.ParseResult;

/**
 * What a command has before it: the machine it acts on, the terminal it answers to, and how it is
 * interrupted.
 */
record Desk(Machine machine, Terminal terminal, Build build, Interruption interruption) {
  /** The repository that the words ask for. */
  Repository repository(ParseResult words) {
    return machine.repository(Words.location(words));
  }
}
