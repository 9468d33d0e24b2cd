package dev.sonde.operator.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.StringTokenizer;

/**
 * How a JVM was started, as it tells itself.
 *
 * @param version of Java
 * @param vmArgs its flags and arguments, joined and split again: one with a blank is two
 * @param classPath at the start
 */
record Launch(String version, List<String> vmArgs, String classPath) {
  private static final String FLAGS = "jvm_flags: ";
  private static final String ARGS = "jvm_args: ";
  private static final String COMMAND = "java_command: ";
  private static final String CLASS_PATH = "java_class_path (initial): ";
  private static final String LAUNCHER = "Launcher Type: ";
  private static final String JDK = "\nJDK ";

  /**
   * What the commands {@code VM.version} and {@code VM.command_line} print: HotSpot answers both
   * without Java code, so that nothing is loaded for it.
   */
  static Launch printed(String version, String commandLine) {
    int jdk = version.indexOf(JDK);
    return new Launch(
        jdk < 0 ? "" : version.substring(jdk + JDK.length()).trim(),
        words(part(commandLine, FLAGS, ARGS) + " " + part(commandLine, ARGS, COMMAND)),
        part(commandLine, CLASS_PATH, LAUNCHER));
  }

  static Launch of(Properties system, Properties agent) {
    return new Launch(
        system.getProperty("java.version", ""),
        words(agent.getProperty("sun.jvm.flags", "") + " " + agent.getProperty("sun.jvm.args", "")),
        system.getProperty("java.class.path", ""));
  }

  /** By hand: the target's start waits for it, and a regular expression takes 1.5 ms there. */
  private static List<String> words(String told) {
    List<String> words = new ArrayList<>();
    StringTokenizer rest = new StringTokenizer(told);
    while (rest.hasMoreTokens()) words.add(rest.nextToken());
    return List.copyOf(words);
  }

  /** What stands between the beginnings of two lines; nothing without the first. */
  private static String part(String text, String from, String to) {
    int start = text.indexOf("\n" + from);
    if (start < 0) return "";
    int end = text.indexOf("\n" + to, start);
    return text.substring(start + 1 + from.length(), end < 0 ? text.length() : end).trim();
  }
}
