package dev.sonde.cli;

import dev.sonde.operator.repository.Repository;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** What a command has before it: the machine it acts on, the terminal it answers to, and how it is interrupted. */
record Desk(Machine machine, Terminal terminal, Build build, Interruption interruption) {
  /** The repository that the words ask for. Development keys are never used in silence. */
  Repository repository(ParseResult words) {
    return repository(Words.location(words));
  }

  Repository repository(@Nullable String location) {
    Repository repository = machine.repository(location);
    if (repository.development()) terminal.note("development keys: plugins from " + repository.location());
    return repository;
  }
}
