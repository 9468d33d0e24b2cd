package dev.sonde.cli;

import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.session.Run;
import dev.sonde.operator.session.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Errands in a session that is open, and stays so. */
final class GuestVisit {
  private final Session session;
  private final Repository repository;
  private final Jobs jobs;
  private final Set<String> loaded = ConcurrentHashMap.newKeySet();

  /**
   * @param plugin what is loaded already
   */
  GuestVisit(Session session, Repository repository, String plugin, Jobs jobs) {
    this.session = session;
    this.repository = repository;
    this.jobs = jobs;
    loaded.add(plugin);
  }

  /** What the session's repository offers. */
  List<PluginDescription> plugins() {
    return repository.plugins();
  }

  /** The errands of one command. */
  Errands of(Job job) {
    return new Errands() {
      @Override
      public Repository repository(Supply supply) {
        return repository;
      }

      @Override
      public void make(
          String jvm,
          Repository from,
          Visit.Errand errand,
          Visit.Stay stay,
          Visit.Listener listener)
          throws InterruptedException {
        synchronized (session) {
          load(errand.plugin(), from);
        }
        stay.in(session, job);
      }

      @Override
      public void make(String jvm, Repository from, Visit.Errand errand, Visit.Listener listener)
          throws InterruptedException {
        Run run = begin(from, errand, listener, job);
        job.onSignal(run::cancel);
        run.await();
      }
    };
  }

  /** What was said yes to for one command is said for no other. */
  private Run begin(Repository from, Visit.Errand errand, Visit.Listener listener, Job job) {
    Map<String, String> options = new LinkedHashMap<>(errand.options());
    options.put("jvm", Long.toString(session.jvm().pid()));
    options.put("session", Sessions.shown(session.id()));
    String calls = job.calls();
    if (calls != null && options.containsKey("limit")) options.put("limit", calls);
    synchronized (session) {
      session.consenting(errand.owner().consented());
      load(errand.plugin(), from);
      return session.run(errand.command(), errand.args(), options, new Relay(job, jobs, listener));
    }
  }

  private void load(String plugin, Repository from) {
    if (loaded.contains(plugin)) return;
    session.load(from.fetch(PluginRef.of(plugin, session.jvm().feature())));
    loaded.add(plugin);
  }
}
