package dev.sonde.operator.attach;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import dev.sonde.operator.jvm.RuntimeFacts;
import java.io.IOException;
import java.util.Optional;

/**
 * The way into the JVM that this code runs in, without another process and without module
 * jdk.attach, whose API refuses it. Of four doors the first that is open: an attach listener that
 * listens already, a management server that is there already, one that is made, an attach listener
 * that is woken. The first two change nothing in the JVM; the last needs a shell, for Java cannot
 * even send itself SIGQUIT ({@code sun.misc.Signal.raise} knows signals with a handler in Java
 * only).
 */
final class FromInside extends Entrance {
  @Override
  Attachability judge(Jvm jvm) {
    if (jvm.attachable() instanceof Attachability.No no
        && (no.id() == ErrorId.AGENTS_DISABLED || no.id() == ErrorId.SYSTEM_LOADER)) return no;
    return new Attachability.Yes();
  }

  @Override
  Listener open(Jvms jvms, Jvm jvm, String jar, String arguments, Clearance clearance)
      throws IOException {
    clearance.await();
    Optional<? extends Listener> found = SpokenListener.ready(jvm, jar, arguments);
    if (found.isEmpty() && isManaged()) found = ManagedListener.existing();
    if (found.isEmpty() && isManaged()) found = ManagedListener.made();
    if (found.isEmpty() && takesAgents(jvm))
      found = SpokenListener.open(jvms, jvm, jar, arguments, clearance);
    if (found.isPresent()) return found.get();
    throw new IOException(
        "it has no attach listener and no module java.management with jdk.management");
  }

  /** Asked before the class is touched that needs these modules. */
  private static boolean isManaged() {
    ModuleLayer boot = ModuleLayer.boot();
    return boot.findModule("java.management").isPresent()
        && boot.findModule("jdk.management").isPresent();
  }

  /** Where attaching is switched off, SIGQUIT would print all threads, and nothing more. */
  private static boolean takesAgents(Jvm jvm) {
    return !(jvm.attachable() instanceof Attachability.No no)
        || no.id() != ErrorId.ATTACH_DISABLED && no.id() != ErrorId.NOT_RESPONDING;
  }

  /** Attaching is forbidden to others by its flag. */
  @Override
  Attachability lastLook(Jvm jvm, Listener listener) throws IOException {
    RuntimeFacts told = facts(jvm, listener);
    return new RuntimeFacts(
            told.pid(),
            told.javaVersion(),
            told.feature(),
            false,
            told.agentsDisabled(),
            told.systemLoader(),
            told.loader())
        .judge(true);
  }
}
