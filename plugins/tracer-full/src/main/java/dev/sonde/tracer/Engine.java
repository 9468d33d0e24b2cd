package dev.sonde.tracer;

import dev.sonde.api.Host;
import dev.sonde.api.Signal;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.capture.ModuleOpener;
import dev.sonde.tracer.capture.Opener;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.link.Bridge;
import dev.sonde.tracer.record.Guard;
import dev.sonde.tracer.record.Hooks;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all traces of one session share. */
final class Engine {
  private final Host host;
  private final Instrumentation instrumentation;
  private final Bridge bridge;
  private final Hooks hooks;
  private final Opener opener;
  private final Snapshot snapshot;
  private final Signal attention;
  private final Guard guard = new Guard();
  private final Guard gate = new Guard();
  private final AtomicLong traces = new AtomicLong();
  private final List<Trace> running = new CopyOnWriteArrayList<>();

  /**
   * @param told whether the host knows already that the bridge stays
   */
  Engine(Host host, Instrumentation instrumentation, boolean told)
      throws UsageException, ReflectiveOperationException {
    this.host = host;
    this.instrumentation = instrumentation;
    bridge = Bridge.open(instrumentation);
    if (!told) host.stays(Bridge.CLASS, Bridge.size());
    hooks = new Hooks();
    opener = new ModuleOpener(instrumentation);
    snapshot = new Snapshot(opener);
    attention = host.signal(this::attend);
  }

  long nextTrace() {
    return traces.incrementAndGet();
  }

  void started(Trace trace) {
    running.add(trace);
  }

  void ended(Trace trace) {
    running.remove(trace);
  }

  private void attend() {
    for (Trace trace : running) trace.attend();
  }

  Host host() {
    return host;
  }

  Instrumentation instrumentation() {
    return instrumentation;
  }

  Bridge bridge() {
    return bridge;
  }

  Hooks hooks() {
    return hooks;
  }

  Opener opener() {
    return opener;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  Guard guard() {
    return guard;
  }

  /** Takes back what threads that have died were given. */
  void tidy() {
    guard.tidy(this::living);
    gate.tidy(this::living);
  }

  /** On a JDK that does not tell, all threads count as living. */
  @Nullable Set<Long> living() {
    try {
      return hooks.living();
    } catch (Throwable unknown) {
      return null;
    }
  }

  /** Of all listeners to plain calls. */
  Guard gate() {
    return gate;
  }

  Signal attention() {
    return attention;
  }
}
