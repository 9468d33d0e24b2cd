package dev.sonde.operator.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a JVM was told: the JVM itself, and its program.
 *
 * @param main class, jar, or module/class; empty where that cannot be told
 */
record JavaCommand(List<String> vmArgs, String main, List<String> args) {
  private static final Set<String> NAMING = Set.of("-jar", "-m", "--module");
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--limit-modules",
          "--add-opens",
          "--add-exports",
          "--add-reads",
          "--patch-module",
          "--describe-module",
          "-d",
          "--source",
          "--enable-native-access");

  private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

  /**
   * Joins the two accounts. The JVM's own is right but joined by spaces and cut; the kernel's is
   * exact but knows no argument file and no JAVA_TOOL_OPTIONS.
   */
  static JavaCommand of(List<String> commandLine, PerfData perf) {
    String told = perf.text("sun.rt.javaCommand");
    JavaCommand seen = told.isEmpty() ? parse(commandLine) : split(commandLine, told);
    return new JavaCommand(vmArgs(seen.vmArgs, perf), seen.main, seen.args).unwrapSource();
  }

  /**
   * The last word on a flag, for instance {@code EnableDynamicAgentLoading}. A file of flags spells
   * them without {@code -XX:}.
   */
  static boolean flag(List<String> vmArgs, String name, boolean otherwise) {
    boolean value = otherwise;
    for (String arg : vmArgs) {
      String flag = arg.startsWith("-XX:") ? arg.substring(4) : arg;
      if (flag.equals("+" + name)) value = true;
      if (flag.equals("-" + name)) value = false;
    }
    return value;
  }

  /** The last value of a system property, or an empty string. */
  static String property(List<String> vmArgs, String name) {
    String value = "";
    for (String arg : vmArgs)
      if (arg.startsWith("-D" + name + "=")) value = arg.substring(name.length() + 3);
    return value;
  }

  private static JavaCommand split(List<String> commandLine, String told) {
    for (int i = 1; i < commandLine.size(); i++) {
      if (told.startsWith(commandLine.get(i))
          && String.join(" ", commandLine.subList(i, commandLine.size())).startsWith(told))
        return new JavaCommand(vmPart(commandLine, i), commandLine.get(i), rest(commandLine, i));
    }
    List<String> words = List.of(told.split(" "));
    return new JavaCommand(List.of(), words.get(0), rest(words, 0));
  }

  private static List<String> vmPart(List<String> commandLine, int main) {
    int end = NAMING.contains(commandLine.get(main - 1)) ? main - 1 : main;
    return commandLine.subList(1, end);
  }

  private static JavaCommand parse(List<String> commandLine) {
    for (int i = 1; i < commandLine.size(); i++) {
      String arg = commandLine.get(i);
      boolean named = NAMING.contains(arg) && i + 1 < commandLine.size();
      if (named)
        return new JavaCommand(
            commandLine.subList(1, i), commandLine.get(i + 1), rest(commandLine, i + 1));
      if (WITH_VALUE.contains(arg)) i++;
      else if (!arg.startsWith("-") && !arg.startsWith("@"))
        return new JavaCommand(commandLine.subList(1, i), arg, rest(commandLine, i));
    }
    return new JavaCommand(List.of(), "", List.of());
  }

  private static List<String> rest(List<String> words, int main) {
    return words.subList(Math.min(main + 1, words.size()), words.size());
  }

  /**
   * In the order in which the JVM obeys them. What it says itself includes JAVA_TOOL_OPTIONS before
   * and _JAVA_OPTIONS after the command line.
   */
  private static List<String> vmArgs(List<String> seen, PerfData perf) {
    String told = perf.text("java.rt.vmArgs");
    boolean exact = told.isEmpty() || told.equals(String.join(" ", seen));
    List<String> all = new ArrayList<>();
    addWords(all, perf.text("java.rt.vmFlags"));
    if (!exact) addWords(all, told);
    if (exact || perf.cut("java.rt.vmArgs")) all.addAll(seen);
    return all;
  }

  private static void addWords(List<String> all, String told) {
    for (String word : told.split(" ")) if (!word.isEmpty()) all.add(word);
  }

  /** {@code java Some.java}: the program is the file, not the compiler's launcher. */
  private JavaCommand unwrapSource() {
    boolean source = main.startsWith(SOURCE_LAUNCHER) && !args.isEmpty();
    return source ? new JavaCommand(vmArgs, args.get(0), rest(args, 0)) : this;
  }
}
