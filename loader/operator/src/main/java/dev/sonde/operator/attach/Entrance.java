package dev.sonde.operator.attach;

import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import dev.sonde.operator.jvm.RuntimeFacts;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Optional;

/** By which way an agent gets into a JVM. */
public abstract class Entrance {
  /** That of another process: the attach protocol, or else the JDK's attach API. */
  public static final Entrance FROM_OUTSIDE = new FromOutside();

  Entrance() {}

  /** Those of the JVM that this code runs in. */
  public static Entrance fromInside() {
    return new FromInside();
  }

  /**
   * None is needed where the JVM has loaded us as an agent.
   *
   * @param agentJar of the session
   */
  public static Entrance handed(Instrumentation instrumentation, byte[] agentJar) {
    return new Handed(instrumentation, agentJar);
  }

  /** What is known beforehand, without touching the JVM. */
  abstract Attachability judge(Jvm jvm);

  /**
   * Has the JVM listen.
   *
   * @param clearance is waited for, before the JVM is touched
   */
  abstract Listener open(Jvms jvms, Jvm jvm, String jar, String arguments, Clearance clearance)
      throws IOException;

  /** What the JVM says itself, a moment before the agent is loaded. */
  abstract Attachability lastLook(Jvm jvm, Listener listener) throws IOException;

  /** What a JVM that listens tells of its start. */
  static RuntimeFacts facts(Jvm jvm, Listener listener) throws IOException {
    Launch launched = listener.launch();
    return RuntimeFacts.answered(jvm, launched.version(), launched.vmArgs(), launched.classPath());
  }

  private static final class FromOutside extends Entrance {
    @Override
    Attachability judge(Jvm jvm) {
      return jvm.attachable();
    }

    @Override
    Listener open(Jvms jvms, Jvm jvm, String jar, String arguments, Clearance clearance)
        throws IOException {
      Optional<SpokenListener> spoken = SpokenListener.open(jvms, jvm, jar, arguments, clearance);
      if (spoken.isPresent()) return spoken.get();
      if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) throw Failures.withoutApi(jvm);
      return ApiListener.open(jvm);
    }

    @Override
    Attachability lastLook(Jvm jvm, Listener listener) throws IOException {
      return facts(jvm, listener).judge(true);
    }
  }
}
