package dev.sonde.operator.jvm;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.jvm.Attachability.No;
import dev.sonde.operator.jvm.Attachability.Yes;
import java.nio.file.Path;
import java.util.List;

/**
 * What a JVM is and was told, as far as it decides whether an agent can be loaded: known from
 * outside, or from the JVM's own answers once attached.
 *
 * @param javaVersion empty if not known
 * @param feature 0 if not known
 * @param attachDisabled {@code -XX:+DisableAttachMechanism}
 * @param agentsDisabled {@code -XX:-EnableDynamicAgentLoading}
 * @param systemLoader the class named by {@code java.system.class.loader}, or an empty string
 * @param loader what is known of that class
 */
public record RuntimeFacts(
    long pid,
    String javaVersion,
    int feature,
    boolean attachDisabled,
    boolean agentsDisabled,
    String systemLoader,
    SystemLoader.Fitness loader) {
  /** The oldest JDK that Sonde works in. */
  public static final int OLDEST = 17;

  /**
   * From what a JVM that one is attached to has told.
   *
   * @param told its version of Java, or empty
   * @param vmArgs its own account of its flags and arguments
   */
  public static RuntimeFacts answered(Jvm jvm, String told, List<String> vmArgs, String classPath) {
    String version = told.isEmpty() ? jvm.javaVersion() : told;
    String loader = JavaCommand.property(vmArgs, "java.system.class.loader");
    Path root = Neighbourhood.of(Proc.SYSTEM).rootOf(jvm);
    return new RuntimeFacts(
        jvm.pid(),
        version,
        feature(version),
        JavaCommand.flag(vmArgs, "DisableAttachMechanism", false),
        !JavaCommand.flag(vmArgs, "EnableDynamicAgentLoading", true),
        loader,
        new SystemLoader(root, Proc.SYSTEM.path(jvm.pid(), "cwd")).fitness(loader, classPath));
  }

  /** The 17 of {@code 17.0.15+6}, the 8 of {@code 1.8.0_442}; 0 for what is no version. */
  static int feature(String version) {
    int from = version.startsWith("1.") ? 2 : 0;
    int end = from;
    while (end < version.length() && version.charAt(end) >= '0' && version.charAt(end) <= '9')
      end++;
    return end == from || end - from > 4 ? 0 : Integer.parseInt(version, from, end, 10);
  }

  /**
   * @param attached whether the JVM itself has answered: what is still unknown then, will stay so
   */
  public Attachability judge(boolean attached) {
    if (feature != 0 && feature < OLDEST)
      return new No(
          ErrorId.JDK_UNSUPPORTED,
          "JVM "
              + pid
              + " runs Java "
              + javaVersion
              + "; Sonde works in Java "
              + OLDEST
              + " and later. The target was left alone.");
    if (attachDisabled)
      return new No(
          ErrorId.ATTACH_DISABLED,
          "JVM "
              + pid
              + " was started with -XX:+DisableAttachMechanism and takes no agent from outside."
              + " Start it without that flag, or trace another instance.");
    if (agentsDisabled)
      return new No(
          ErrorId.AGENTS_DISABLED,
          "JVM "
              + pid
              + " was started with -XX:-EnableDynamicAgentLoading and loads no agent while it runs."
              + " Start it with -XX:+EnableDynamicAgentLoading, or trace another instance.");
    return judgeLoader(attached);
  }

  private Attachability judgeLoader(boolean attached) {
    boolean fits =
        loader == SystemLoader.Fitness.YES || loader == SystemLoader.Fitness.UNKNOWN && !attached;
    if (systemLoader.isEmpty() || fits) return new Yes();
    return new No(
        ErrorId.SYSTEM_LOADER,
        "JVM "
            + pid
            + " has the system class loader "
            + systemLoader
            + " (-Djava.system.class.loader), in which no method"
            + " appendToClassPathForInstrumentation(String) was found: it cannot load agents. Add"
            + " that method, or start the JVM without the property.");
  }
}
