package dev.sonde.operator.attach;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Jvm;
import java.io.IOException;
import java.nio.file.Path;

/** What went wrong on the way into a target, as one error id and one sentence. */
final class Failures {
  private Failures() {}

  /**
   * @param path what could not be written
   */
  static SondeException writing(Path path, IOException failure) {
    String reason = String.valueOf(failure.getMessage());
    if (reason.contains("No space left") || reason.contains("quota"))
      return new SondeException(
          ErrorId.NO_ROOM,
          "There is no room for the agent and its socket in "
              + path
              + " ("
              + reason
              + "). Free some space there; the target was left alone.",
          failure);
    String why =
        reason.contains("Read-only")
            ? "is on a read-only disk"
            : "cannot be written (" + failure.getClass().getSimpleName() + ": " + reason + ")";
    return new SondeException(
        ErrorId.READ_ONLY,
        path
            + " "
            + why
            + ", and a JVM takes agents through files and a socket there alone. Make it writable,"
            + " or mount a tmpfs on it.",
        failure);
  }

  static SondeException gone(Jvm jvm) {
    return new SondeException(
        ErrorId.NO_SUCH_JVM,
        "JVM " + jvm.pid() + " has ended since it was looked at. Nothing was sent to it.");
  }

  static SondeException silent(Jvm jvm, String what, long seconds) {
    return new SondeException(
        ErrorId.NOT_RESPONDING,
        "JVM "
            + jvm.pid()
            + " "
            + what
            + " within "
            + seconds
            + " s: it hangs, or has no time for its attach listener."
            + " kill -QUIT "
            + jvm.pid()
            + " makes it print its threads.");
  }

  static SondeException deaf(Jvm jvm) {
    return new SondeException(
        ErrorId.NOT_RESPONDING,
        "JVM "
            + jvm.pid()
            + " does not handle SIGQUIT at this moment, and would be killed by it: it is still"
            + " starting, or not a HotSpot JVM. Nothing was sent to it. Try again in a second.");
  }

  static SondeException withoutApi(Jvm jvm) {
    return new SondeException(
        ErrorId.JAVA,
        "JVM "
            + jvm.pid()
            + " cannot be reached by the attach protocol alone, and this Java ("
            + System.getProperty("java.home")
            + ") has no module jdk.attach, which could. Run sonde with the java of a JDK.");
  }

  /** What the JVM, or the JDK's attach API, answered. The texts are those of JDK 17 to 25. */
  static SondeException attaching(Jvm jvm, Exception failure) {
    String said = String.valueOf(failure.getMessage());
    if (said.contains("Dynamic agent loading is not enabled"))
      return refused(
          ErrorId.AGENTS_DISABLED,
          jvm,
          "loads no agent while it runs. Start it with -XX:+EnableDynamicAgentLoading, or"
              + " trace another instance.",
          failure);
    if (said.contains("does not support the attach mechanism"))
      return refused(
          ErrorId.ATTACH_DISABLED,
          jvm,
          "takes no agent from outside (-XX:+DisableAttachMechanism). Start it without that flag, or"
              + " trace another instance.",
          failure);
    if (said.contains("not owned by")
        || said.contains("Permission denied")
        || said.contains("Operation not permitted"))
      return refused(
          ErrorId.OTHER_USER,
          jvm,
          "takes agents from its own user and group, or root, alone (" + said + ").",
          failure);
    if (said.contains("doesn't respond"))
      return refused(
          ErrorId.NOT_RESPONDING,
          jvm,
          "does not answer: it hangs, or is no HotSpot JVM. kill -QUIT makes it print its threads.",
          failure);
    if (said.contains("No such process")) return gone(jvm);
    return code(jvm, said, failure);
  }

  /**
   * Numbers of jdk.attach and java.instrument: 100 no such jar, 101 not on the class path, 102 the
   * agent threw.
   */
  private static SondeException code(Jvm jvm, String said, Exception failure) {
    if (said.contains("Agent JAR not found") || said.contains(": 100"))
      return refused(
          ErrorId.NAMESPACE,
          jvm,
          "did not find the agent's jar in its own /tmp: its file system is not the one seen from"
              + " here.",
          failure);
    if (said.contains("Unable to add JAR") || said.contains(": 101"))
      return refused(
          ErrorId.SYSTEM_LOADER,
          jvm,
          "could not add the agent to its system class loader.",
          failure);
    if (said.contains("failed to initialize") || said.contains(": 102"))
      return refused(
          ErrorId.INTERNAL,
          jvm,
          "loaded the agent, which failed: " + said + ". Please report it.",
          failure);
    return refused(
        ErrorId.NOT_RESPONDING,
        jvm,
        "did not take the agent: " + failure.getClass().getSimpleName() + ": " + said + ".",
        failure);
  }

  private static SondeException refused(ErrorId id, Jvm jvm, String sentence, Exception failure) {
    return new SondeException(id, "JVM " + jvm.pid() + " " + sentence, failure);
  }
}
