package dev.sonde.cli;

import dev.sonde.operator.attach.Entrance;
import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import dev.sonde.operator.session.Owner;
import dev.sonde.operator.session.Payload;
import dev.sonde.operator.session.RemovalReport;
import dev.sonde.operator.session.Session;
import dev.sonde.operator.session.Sessions;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * This machine, seen by a Sonde that is a guest in one of its JVMs: {@code self} is that JVM.
 *
 * <p>All the rest is as for any JVM: the socket and its folder, the checks of who dials, plugins
 * from the repository.
 */
final class InsideMachine extends LiveMachine {
  static final String SELF = "self";

  /** About so many in metaspace. */
  private static final long AGENT_BYTES = 4_000;

  private final @Nullable Instrumentation handed;
  private final String agentClass;

  /** Pasted into a console. */
  InsideMachine(@Nullable String defaultRepository) {
    this(defaultRepository, null, "");
  }

  /**
   * Loaded as an agent.
   *
   * @param agentClass that the JVM has loaded, and keeps
   */
  InsideMachine(
      @Nullable String defaultRepository, @Nullable Instrumentation handed, String agentClass) {
    super(defaultRepository);
    this.handed = handed;
    this.agentClass = agentClass;
  }

  @Override
  public Jvm jvm(String query) {
    return isSelf(query) ? new Jvms().own() : super.jvm(query);
  }

  /** The only one is this one, where no other is to be seen. */
  private boolean isSelf(String query) {
    return query.equals(SELF)
        || query.equals(Long.toString(ProcessHandle.current().pid()))
        || query.equals(".") && jvms().isEmpty();
  }

  @Override
  Attachability verdict(Jvm jvm) {
    return isOwn(jvm) ? new Attachability.Yes() : super.verdict(jvm);
  }

  @Override
  Session enter(Jvm jvm, Payload payload, Owner owner) {
    if (!isOwn(jvm)) return super.enter(jvm, payload, owner);
    if (handed == null)
      return Sessions.open(jvm, Entrance.fromInside(), payload, payload::agentClass, owner);
    Entrance entrance = Entrance.handed(handed, payload.agentJar());
    return Sessions.open(jvm, entrance, payload, this::launched, owner);
  }

  /** Of the jar the JVM keeps the descriptor, and its name on the class path. */
  private RemovalReport.Stay launched() {
    return new RemovalReport.Stay(agentClass, AGENT_BYTES, "sonde.jar on its class path");
  }

  private static boolean isOwn(Jvm jvm) {
    return jvm.pid() == ProcessHandle.current().pid();
  }
}
