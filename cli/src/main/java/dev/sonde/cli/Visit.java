package dev.sonde.cli;

import dev.sonde.operator.SondeException;
import dev.sonde.operator.audit.Account;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.session.Owner;
import dev.sonde.operator.session.Receiver;
import dev.sonde.operator.session.RemovalReport;
import dev.sonde.operator.session.Run;
import dev.sonde.operator.session.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One command of a plugin in a session of its own, from the first look at the JVM to the removal
 * report.
 */
final class Visit implements Errands {
  private final Machine machine;
  private final Interruption interruption;

  Visit(Machine machine, Interruption interruption) {
    this.machine = machine;
    this.interruption = interruption;
  }

  /**
   * What is done there. The plugin hears by options {@code jvm} and {@code session} how the
   * operator calls the JVM, whose own pid may be another one in a container, and the session.
   *
   * @param options by long name without dashes; an empty string for a flag
   * @param owner whose errand it is, as they say
   */
  record Errand(
      String plugin, String command, List<String> args, Map<String, String> options, Owner owner) {}

  /**
   * Who hears of it. What it throws at a record ends the visit and comes out of {@link Visit#make}.
   */
  interface Listener extends Receiver {
    /** The JVM is found, and its plugin about to be fetched from here. */
    default void opening(Repository repository) {}

    /** Something that the operator should know, and that does not end the visit. */
    default void warning(String sentence) {}

    /**
     * The repository may have something to say: its metadata was refreshed or could not be, its
     * plugin was fetched or could not be.
     */
    default void refreshed(Repository repository) {}

    /**
     * The errand was refused, and all of it will be removed. Who tells it now, before what was
     * removed, says so to the exception.
     */
    default void refused(SondeException refusal) {}

    void removed(RemovalReport report);
  }

  /** What is done in a session once its plugin is loaded. */
  interface Stay {
    void in(Session session, Interruption.Guard guard) throws InterruptedException;
  }

  @Override
  public Repository repository(Supply supply) {
    return machine.repository(supply);
  }

  /** Returns when all is removed, also when it throws. */
  @Override
  public void make(String jvm, Repository repository, Errand errand, Listener listener)
      throws InterruptedException {
    Stay command = (session, guard) -> await(session, errand, listener, guard);
    make(jvm, repository, errand, command, listener);
  }

  @Override
  public void make(String jvm, Repository repository, Errand errand, Stay stay, Listener listener)
      throws InterruptedException {
    Account account =
        machine
            .account(errand.owner(), listener::warning)
            .asks(jvm, errand.plugin(), errand.command(), errand.args(), errand.options());
    try {
      make(jvm, repository, errand, stay, listener, account);
    } catch (HandOver handOver) { // the other one gives its own account
      throw handOver;
    } catch (RuntimeException failure) {
      account.refused(failure);
      throw failure;
    }
  }

  private void make(
      String jvm,
      Repository repository,
      Errand errand,
      Stay stay,
      Listener listener,
      Account account)
      throws InterruptedException {
    try (Interruption.Guard guard = interruption.begin();
        Session session = open(jvm, repository, errand, listener, account)) {
      RuntimeException failure = failureOf(() -> stay.in(session, guard));
      String reason =
          failure == null || failure instanceof Lines.ClosedOutput ? "STOPPED" : "ERROR";
      if (failure instanceof SondeException refusal) listener.refused(refusal);
      RuntimeException late = failureOf(() -> listener.removed(session.end(reason)));
      if (failure != null) throw failure;
      if (late != null) throw late;
    }
  }

  /** Looks for the JVM, and prepares its attaching, while the plugin is fetched and verified. */
  private Session open(
      String query, Repository repository, Errand errand, Listener listener, Account account) {
    Delivery plugin = Delivery.begin(repository, errand.plugin());
    try {
      Jvm jvm = machine.jvm(query);
      plugin.to(jvm);
      account.found(jvm);
      account.from(repository.location());
      listener.opening(repository);
      try {
        return machine.open(jvm, plugin, errand.owner(), account);
      } finally {
        listener.refreshed(repository);
      }
    } finally {
      plugin.giveUp();
    }
  }

  private static void await(
      Session session, Errand errand, Listener listener, Interruption.Guard guard)
      throws InterruptedException {
    Map<String, String> options = new LinkedHashMap<>(errand.options());
    options.put("jvm", Long.toString(session.jvm().pid()));
    options.put("session", Sessions.shown(session.id()));
    Run run = session.run(errand.command(), errand.args(), options, listener);
    guard.onSignal(run::cancel);
    run.await();
  }

  private static @Nullable RuntimeException failureOf(Step step) throws InterruptedException {
    try {
      step.run();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private interface Step {
    void run() throws InterruptedException;
  }
}
