package dev.sonde.operator.jvm;

import dev.sonde.operator.ErrorId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The running HotSpot JVMs of this machine, found in /proc and in the performance data that they
 * write.
 */
public final class Jvms {
  private static final int SHOWN = 60;
  private static final int LONGEST_PID = 10;

  private final Proc proc;
  private final Inspection inspection;
  private final long self;

  public Jvms() {
    this(Proc.SYSTEM, Inspection.of(Proc.SYSTEM), ProcessHandle.current().pid());
  }

  Jvms(Proc proc, Inspection inspection, long self) {
    this.proc = proc;
    this.inspection = inspection;
    this.self = self;
  }

  /** All but our own, by pid. */
  public List<Jvm> list() {
    return proc.pids().stream()
        .filter(pid -> pid != self)
        .flatMap(pid -> proc.entry(pid).flatMap(inspection::inspect).stream())
        .map(jvm -> jvm.listeningOn(new Ports(proc).of(jvm.pid())))
        .toList();
  }

  /**
   * The one JVM that is meant: a pid, a unique part of its main class or jar, {@code :8080} for who
   * listens there, or {@code .} for the only one.
   *
   * @throws JvmChoiceException if that is none, or more than one
   */
  public Jvm find(String query) {
    if (isPid(query)) return byPid(Long.parseLong(query));
    List<Jvm> all = list();
    if (query.matches(":[0-9]{1,5}"))
      return only(query, all, jvm -> jvm.ports().contains(Integer.valueOf(query.substring(1))));
    List<Jvm> programs = all.stream().filter(jvm -> !Mains.isSonde(jvm.main())).toList();
    if (query.equals(".")) return only(query, programs, jvm -> true);
    if (query.isBlank())
      throw none(
          "Expected a pid, a part of a main class or jar, :PORT, or '.'; got an empty text.", all);
    boolean whole = programs.stream().anyMatch(jvm -> Mains.isWhole(jvm.main(), query));
    return only(
        query,
        programs,
        jvm -> whole ? Mains.isWhole(jvm.main(), query) : jvm.main().contains(query));
  }

  /** Without a regular expression, which a cold JVM compiles for a millisecond. */
  private static boolean isPid(String query) {
    if (query.isEmpty() || query.length() > LONGEST_PID) return false;
    for (int i = 0; i < query.length(); i++)
      if (query.charAt(i) < '0' || query.charAt(i) > '9') return false;
    return true;
  }

  /** The JVM that this code runs in. */
  public Jvm own() {
    return proc.entry(self).flatMap(inspection::inspect).orElseThrow();
  }

  /** Whether this very process still runs: its pid may belong to another by now. */
  public boolean running(Jvm jvm) {
    return proc.entry(jvm.pid())
        .filter(entry -> entry.startTicks() == jvm.startTime() && !entry.ended())
        .isPresent();
  }

  /** Whether it handles SIGQUIT at this moment; without a handler the signal would end it. */
  public boolean catchesQuit(Jvm jvm) {
    return proc.entry(jvm.pid())
        .filter(entry -> entry.startTicks() == jvm.startTime() && entry.catchesQuit())
        .isPresent();
  }

  /** The same JVM, looked at again just now; empty if it has ended. */
  public Optional<Jvm> again(Jvm jvm) {
    return proc.entry(jvm.pid())
        .filter(entry -> entry.startTicks() == jvm.startTime())
        .flatMap(inspection::inspect);
  }

  private Jvm byPid(long pid) {
    Optional<ProcEntry> entry = proc.entry(pid);
    if (entry.isEmpty()) throw none("There is no process " + pid + ".", list());
    String process = "Process " + pid + " (" + entry.get().name() + ")";
    if (pid == self) throw none(process + " is this sonde itself.", list());
    if (entry.get().group() != pid)
      throw none(pid + " is a thread of process " + entry.get().group() + ".", list());
    if (entry.get().ended())
      throw none(process + " has ended, only its parent has not collected it yet.", list());
    return inspection
        .inspect(entry.get())
        .orElseThrow(() -> none(process + " is not a HotSpot JVM.", list()));
  }

  private static Jvm only(String query, List<Jvm> all, Predicate<Jvm> meant) {
    List<Jvm> found = all.stream().filter(meant).toList();
    if (found.size() == 1) return found.get(0);
    if (found.isEmpty()) throw none("No JVM " + wanted(query, "s") + ".", all);
    throw new JvmChoiceException(
        ErrorId.AMBIGUOUS,
        found.size()
            + " JVMs "
            + wanted(query, "")
            + ". Name one by its pid, as sonde list shows it.",
        found);
  }

  private static String wanted(String query, String s) {
    if (query.equals(".")) return "run" + s + " here";
    if (query.startsWith(":")) return "listen" + s + " on port " + query.substring(1);
    return (s.isEmpty() ? "have" : "has") + " '" + query + "' in the name of main class or jar";
  }

  private static JvmChoiceException none(String sentence, List<Jvm> all) {
    String there =
        all.isEmpty() ? " No JVM is visible from here." : " There is: " + names(all) + ".";
    return new JvmChoiceException(ErrorId.NO_SUCH_JVM, sentence + there, all);
  }

  private static String names(List<Jvm> jvms) {
    List<String> names =
        jvms.stream()
            .limit(SHOWN / 10)
            .map(jvm -> jvm.pid() + " " + Mains.shortened(jvm.main(), SHOWN))
            .toList();
    return String.join(", ", names)
        + (jvms.size() > names.size()
            ? ", and " + (jvms.size() - names.size()) + " more, which sonde list shows"
            : "");
  }
}
