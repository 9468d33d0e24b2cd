package dev.sonde.cli;

import dev.sonde.cli.editor.Editor;
import dev.sonde.cli.text.Escaped;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of one session, line by line: those of the command line, which are run as there, and
 * those that only a session with several traces has. No command's failure ends it.
 */
final class Prompt implements AutoCloseable {
  private static final long STOPS_MILLIS = 10_000;

  private final Session session;
  private final Editor editor;
  private final Jobs jobs;
  private final PromptWords words;
  private final Workplace workplace;
  private final Terminal own;
  private final Families families = new Families();

  /**
   * @param asked the JVM as it was asked for
   */
  Prompt(String asked, Session session, Desk desk, Editor editor, GuestVisit visits, Jobs jobs) {
    this.session = session;
    this.editor = editor;
    this.jobs = jobs;
    words = new PromptWords(asked, session, visits);
    workplace = new Workplace(desk, editor, visits);
    own = workplace.terminal(null);
  }

  void greet() {
    if (!editor.interactive()) return;
    own.note(
        "attached to "
            + session.jvm().pid()
            + " "
            + Escaped.line(session.jvm().main())
            + ", session "
            + Sessions.shown(session.id())
            + "; help lists the commands, quit leaves and removes all");
  }

  /** Of the last command that did not end well. */
  Exit exit() {
    return workplace.exit();
  }

  /** Does what a line says, and tells whether more lines are wanted. */
  boolean obey(String typed) throws InterruptedException {
    try {
      PromptWords.Line line = PromptWords.Line.of(typed);
      return line.words().isEmpty() || obey(line);
    } catch (SondeException e) {
      workplace.failed(e.exit());
      own.error(String.valueOf(e.getMessage()));
      return true;
    }
  }

  private boolean obey(PromptWords.Line line) throws InterruptedException {
    List<String> rest = line.words().subList(1, line.words().size());
    switch (line.words().get(0)) {
      case "quit", "exit" -> {
        return false;
      }
      case "help", "--help", "?" -> help(rest);
      case "jobs" -> own.print(JobsTable.lines(jobs.all()));
      case "stop" -> stop(rest);
      case "more" -> more(rest, line.goesOn());
      case "caller" -> caller(rest);
      case "fg" -> foreground(rest);
      default -> {
        Job job = new Job(line.words(), line.goesOn());
        workplace.begin(job, words.complete(job.words()), line.goesOn());
        if (line.goesOn() && job.endedUnnumbered())
          own.note("& is for what has a number, as traces: " + job.words().get(0) + " is over");
      }
    }
    return true;
  }

  private void help(List<String> rest) {
    if (rest.isEmpty()) own.print(PromptHelp.TEXT);
    else if (PromptHelp.OWN.contains(rest.get(0)))
      own.print(PromptHelp.TEXT.stream().filter(each -> each.startsWith(rest.get(0))).toList());
    else
      workplace.run(new Job(rest, false), List.of(PromptWords.verb(rest.get(0)).word(), "--help"));
  }

  private void stop(List<String> numbers) throws InterruptedException {
    List<Job> meant = numbers.isEmpty() ? jobs.running() : numbers.stream().map(jobs::get).toList();
    if (meant.isEmpty()) own.note("no trace runs");
    for (Job each : meant) {
      if (each.over()) own.note("trace " + each.number() + " has ended already");
      each.stop();
    }
    for (Job each : meant)
      if (!each.awaitOver(STOPS_MILLIS))
        own.note("trace " + each.number() + " is asked to end, and has not yet");
  }

  private void more(List<String> rest, boolean behind) throws InterruptedException {
    if (rest.isEmpty() || rest.size() > 2)
      throw new SondeException(ErrorId.USAGE, "expected more N [CALLS], as in more 1 100");
    Job job = jobs.get(rest.get(0));
    if (!job.words().get(0).equals("trace"))
      throw new SondeException(
          ErrorId.USAGE,
          "expected the number of a trace and got "
              + job.number()
              + ", which is "
              + job.words().get(0)
              + " and has no limit of calls; jobs shows which is which");
    String calls = rest.size() > 1 ? Limits.calls(rest.get(1), job.number()) : job.calls();
    if (calls != null && job.more(calls)) {
      own.note("trace " + job.number() + ": " + calls + " more when its limit is reached");
      return;
    }
    if (!job.over())
      throw new SondeException(
          ErrorId.USAGE,
          "trace "
              + job.number()
              + " still runs: say how many calls more, as in more "
              + job.number()
              + " 100");
    job.again(calls);
    workplace.begin(job, words.complete(job.words()), behind || job.background());
  }

  private void caller(List<String> rest) throws InterruptedException {
    if (rest.isEmpty())
      throw new SondeException(ErrorId.USAGE, "expected caller N, as in caller 1");
    Job inner = jobs.get(rest.get(0));
    String frame = Callers.frame(inner);
    List<String> all = new ArrayList<>(List.of("trace", frame));
    all.addAll(rest.subList(1, rest.size()));
    Job outer = new Job(all, true);
    List<String> args = words.complete(all);
    own.note("trace " + frame + " &");
    families.join(inner, outer);
    workplace.begin(outer, args, true);
  }

  private void foreground(List<String> rest) throws InterruptedException {
    List<Job> running = jobs.running();
    Job asked = rest.isEmpty() ? null : jobs.get(rest.get(0));
    if (asked != null && asked.over()) own.note("trace " + asked.number() + " has ended already");
    else if (asked != null) awaitInFront(asked);
    else if (running.isEmpty()) own.note("no trace runs");
    else awaitInFront(running.get(running.size() - 1));
  }

  private void awaitInFront(Job job) throws InterruptedException {
    String command = Escaped.line(String.join(" ", job.shown()));
    own.note(job.number() + "| " + command + "; Ctrl-C ends it");
    workplace.await(job);
  }

  @Override
  public void close() {
    families.close();
  }
}
