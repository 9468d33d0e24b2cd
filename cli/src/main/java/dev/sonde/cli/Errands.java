package dev.sonde.cli;

import dev.sonde.operator.repository.Repository;

/** How what commands do in a JVM is done: in a session of its own each, or in one that is open. */
interface Errands {
  Repository repository(Supply supply);

  /** Returns when the errand's stay is over, also when it throws. */
  void make(
      String jvm,
      Repository repository,
      Visit.Errand errand,
      Visit.Stay stay,
      Visit.Listener listener)
      throws InterruptedException;

  /** As above, where the stay is one command. */
  void make(String jvm, Repository repository, Visit.Errand errand, Visit.Listener listener)
      throws InterruptedException;
}
