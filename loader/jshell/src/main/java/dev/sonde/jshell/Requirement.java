package dev.sonde.jshell;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Jvm;

/**
 * What the runtime that Sonde runs on must have for a shell. Touches no class of jshell: where
 * there is none, this has to say so.
 */
public final class Requirement {
  private Requirement() {}

  /**
   * Refuses where there is no jshell, or one that is older than the target.
   *
   * @throws SondeException with what to do
   */
  public static void check(Jvm jvm) {
    String home = System.getProperty("java.home");
    int here = Runtime.version().feature();
    String needed = "start sonde with a JDK " + jvm.feature() + " or later, by JAVA_HOME";
    if (here < jvm.feature())
      throw new SondeException(
          ErrorId.SHELL_JDK,
          "JVM "
              + jvm.pid()
              + " runs Java "
              + jvm.feature()
              + ", and a compiler of Java "
              + here
              + " cannot read its classes: "
              + needed);
    if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty())
      throw new SondeException(
          ErrorId.NO_JSHELL,
          "the runtime that Sonde runs on has no module jdk.jshell ("
              + home
              + "): "
              + needed
              + "; `sonde get "
              + jvm.pid()
              + " EXPR` reads values, and `sonde trace` watches calls, without it");
  }
}
