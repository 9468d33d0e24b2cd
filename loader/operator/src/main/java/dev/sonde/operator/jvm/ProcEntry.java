package dev.sonde.operator.jvm;

import java.util.HashMap;
import java.util.Map;

/**
 * What the kernel says about one process.
 *
 * @param group the thread group: another number means that pid is a thread
 * @param insidePid its pid in its innermost pid namespace
 * @param state the kernel's letter: R, S, D, T stopped, t traced, Z ended but not collected
 * @param uid effective
 * @param gid effective
 * @param startTicks from boot to its start, in clock ticks
 * @param cpuTicks spent in user and kernel mode
 * @param catchesQuit whether SIGQUIT has a handler; without one it kills
 */
record ProcEntry(
    long pid,
    long group,
    long insidePid,
    String name,
    char state,
    long uid,
    long gid,
    long startTicks,
    long cpuTicks,
    boolean catchesQuit) {
  private static final int SIGQUIT = 3;

  /**
   * Reads the texts of {@code /proc/PID/stat} and {@code /proc/PID/status}. The name in stat may
   * hold spaces and parentheses.
   */
  static ProcEntry parse(long pid, String stat, String status) {
    String[] field = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ");
    Map<String, String[]> lines = lines(status);
    String[] inside = lines.getOrDefault("NSpid", new String[] {Long.toString(pid)});
    return new ProcEntry(
        pid,
        Long.parseLong(lines.get("Tgid")[0]),
        Long.parseLong(inside[inside.length - 1]),
        stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')),
        field[0].charAt(0),
        Long.parseLong(lines.get("Uid")[1]),
        Long.parseLong(lines.get("Gid")[1]),
        Long.parseLong(field[19]),
        Long.parseLong(field[11]) + Long.parseLong(field[12]),
        (Long.parseUnsignedLong(lines.get("SigCgt")[0], 16) >> (SIGQUIT - 1) & 1) == 1);
  }

  boolean stopped() {
    return state == 'T' || state == 't';
  }

  boolean ended() {
    return state == 'Z' || state == 'X';
  }

  private static Map<String, String[]> lines(String status) {
    Map<String, String[]> lines = new HashMap<>();
    for (String line : status.split("\n")) {
      int colon = line.indexOf(':');
      if (colon > 0)
        lines.put(line.substring(0, colon), line.substring(colon + 1).trim().split("\\s+"));
    }
    return lines;
  }
}
