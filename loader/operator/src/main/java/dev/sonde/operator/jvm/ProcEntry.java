package dev.sonde.operator.jvm;

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
    String inside = line(status, "NSpid");
    return new ProcEntry(
        pid,
        Long.parseLong(line(status, "Tgid")),
        inside.isEmpty() ? pid : Long.parseLong(inside.substring(inside.lastIndexOf('\t') + 1)),
        stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')),
        field[0].charAt(0),
        Long.parseLong(line(status, "Uid").split("\t")[1]),
        Long.parseLong(line(status, "Gid").split("\t")[1]),
        Long.parseLong(field[19]),
        Long.parseLong(field[11]) + Long.parseLong(field[12]),
        (Long.parseUnsignedLong(line(status, "SigCgt"), 16) >> (SIGQUIT - 1) & 1) == 1);
  }

  boolean stopped() {
    return state == 'T' || state == 't';
  }

  boolean ended() {
    return state == 'Z' || state == 'X';
  }

  /** What stands behind a name in status, between tabs; an empty text where it is not there. */
  private static String line(String status, String name) {
    int at = ('\n' + status).indexOf('\n' + name + ":\t");
    if (at < 0) return "";
    int from = at + name.length() + 2;
    int end = status.indexOf('\n', from);
    return status.substring(from, end < 0 ? status.length() : end).strip();
  }
}
