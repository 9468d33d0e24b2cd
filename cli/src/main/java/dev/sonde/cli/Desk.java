package dev.sonde.cli;

import dev.sonde.operator.repository.Repository;
import picocli.CommandLine.ParseResult;

/**
 * What a command has before it: the machine it acts on, the terminal it answers to, how it is
 * interrupted, and how its errands in a JVM are made.
 */
record Desk(
    Machine machine, Terminal terminal, Build build, Interruption interruption, Errands errands) {
  /** Where each errand has a session of its own. */
  Desk(Machine machine, Terminal terminal, Build build, Interruption interruption) {
    this(machine, terminal, build, interruption, new Visit(machine, interruption));
  }

  /** The repository that the words ask for. */
  Repository repository(ParseResult words) {
    return repository(Supply.of(words));
  }

  /** It hands over to a newer Sonde that it lists, unless that is not wanted. */
  Repository repository(Supply supply) {
    Repository repository = errands.repository(supply);
    boolean stays = supply.stay() || supply.offline() || build.handedOver();
    return stays ? repository : new Succession(repository);
  }

  /** The repository of somebody else, which knows nothing of Sonde. */
  Repository repository(ParseResult words, String name) {
    return Supply.of(words).offline()
        ? machine.book().openOffline(name)
        : machine.book().open(name);
  }
}
