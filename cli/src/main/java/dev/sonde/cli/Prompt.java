package dev.sonde.cli;

import dev.sonde.cli.editor.Editor;
import dev.sonde.cli.text.Escaped;
import dev.sonde.cli.text.Invocation;
import dev.sonde.cli.text.Style;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.session.Session;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one session, line by line: those of the command line, which are run as there, and
 * those that only a session with several traces has. No command's failure ends it.
 */
final class Prompt implements AutoCloseable {
  private static final long ARMS_MILLIS = 10_000;
  private static final long STOPS_MILLIS = 10_000;
  private static final String AND_GO_ON = "&";

  private final String asked;
  private final Session session;
  private final Desk desk;
  private final Editor editor;
  private final GuestVisit visits;
  private final Jobs jobs;
  private final Terminal own;
  private final Families families = new Families();
  private volatile Exit exit = Exit.DONE;

  /**
   * @param asked the JVM as it was asked for
   */
  Prompt(String asked, Session session, Desk desk, Editor editor, GuestVisit visits, Jobs jobs) {
    this.asked = asked;
    this.session = session;
    this.desk = desk;
    this.editor = editor;
    this.visits = visits;
    this.jobs = jobs;
    own = terminal(null);
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
    return exit;
  }

  /** Does what a line says, and tells whether more lines are wanted. */
  boolean obey(String line) throws InterruptedException {
    try {
      return obey(CommandLineText.words(line));
    } catch (SondeException e) {
      exit = e.exit();
      own.error(String.valueOf(e.getMessage()));
      return true;
    }
  }

  private boolean obey(List<String> typed) throws InterruptedException {
    List<String> words = new ArrayList<>(typed);
    boolean background = goesOn(words);
    if (words.isEmpty()) return true;
    if (words.get(0).matches("(.*/)?sonde")) words.remove(0);
    if (words.isEmpty() || words.get(0).startsWith("#")) return true;
    List<String> rest = words.subList(1, words.size());
    switch (words.get(0)) {
      case "quit", "exit" -> {
        return false;
      }
      case "help", "--help", "?" -> help(rest);
      case "jobs" -> own.print(JobsTable.lines(jobs.all()));
      case "stop" -> stop(rest);
      case "more" -> more(rest, background);
      case "caller" -> caller(rest);
      case "fg" -> foreground(rest);
      default -> command(words, background);
    }
    return true;
  }

  /** Takes the sign from the end of the words, also where no space stands before it. */
  private static boolean goesOn(List<String> words) {
    if (words.isEmpty()) return false;
    String last = words.remove(words.size() - 1);
    if (last.equals(AND_GO_ON)) return true;
    boolean goesOn = last.endsWith(AND_GO_ON);
    words.add(goesOn ? last.substring(0, last.length() - 1) : last);
    return goesOn;
  }

  private void help(List<String> rest) {
    if (rest.isEmpty()) own.print(PromptHelp.TEXT);
    else if (PromptHelp.OWN.contains(rest.get(0)))
      own.print(PromptHelp.TEXT.stream().filter(each -> each.startsWith(rest.get(0))).toList());
    else run(new Job(rest, false), List.of(known(rest.get(0)).word(), "--help"));
  }

  private void command(List<String> words, boolean background) throws InterruptedException {
    begin(new Job(words, background));
  }

  private void begin(Job job) throws InterruptedException {
    List<String> args = args(job.words());
    if (job.background()) goOn(job, args);
    else await(job, args);
  }

  /** The next line may speak of its number. */
  private void goOn(Job job, List<String> args) throws InterruptedException {
    job.start(() -> run(job, args));
    job.awaitArmed(ARMS_MILLIS);
  }

  private void await(Job job, List<String> args) {
    editor.onInterrupt(job::stop);
    try {
      job.run(() -> run(job, args));
    } finally {
      editor.onInterrupt(null);
    }
  }

  /** The words of the command line. */
  private List<String> args(List<String> words) {
    VerbName verb = VerbName.of(words.get(0));
    if (verb == null) return args(pluginCommand(words));
    if (PromptHelp.OTHERS.contains(verb)) return words;
    if (!PromptHelp.OF_THE_JVM.contains(verb)) throw elsewhere(verb);
    for (String each : words)
      if (PromptHelp.OF_THE_SESSION.contains(each.replaceFirst("=.*", "")))
        throw new SondeException(
            ErrorId.USAGE,
            each + " is for the whole session: leave with quit, and give it to sonde attach");
    List<String> args = new ArrayList<>(words);
    boolean named = args.size() > 1 && isTheJvm(args.get(1));
    if (!named) args.add(1, Long.toString(session.jvm().pid()));
    return args;
  }

  private boolean isTheJvm(String word) {
    return word.equals(asked) || word.equals(Long.toString(session.jvm().pid()));
  }

  /** A command that one plugin has needs no more than its name. */
  private List<String> pluginCommand(List<String> words) {
    String name = words.get(0);
    for (PluginDescription plugin : visits.plugins())
      if (plugin.commands().stream().anyMatch(each -> each.name().equals(name))) {
        List<String> all = new ArrayList<>(List.of("run", plugin.id()));
        all.addAll(words);
        return all;
      }
    known(name);
    throw new IllegalStateException(name);
  }

  private static VerbName known(String word) {
    VerbName verb = VerbName.of(word);
    if (verb != null) return verb;
    ForeignVerb.refuse(word);
    throw new SondeException(
        ErrorId.USAGE, "there is no command " + word + " here: help lists those that are");
  }

  private static SondeException elsewhere(VerbName verb) {
    return new SondeException(
        ErrorId.USAGE,
        verb.word() + " is no command of a prompt: give it to sonde on the command line");
  }

  private Exit run(Job job, List<String> args) {
    Terminal terminal = terminal(job);
    Build here = desk.build().stayed();
    Desk at = new Desk(desk.machine(), terminal, here, job, visits.of(job));
    Exit ended = new Program(at).run(args.toArray(String[]::new));
    if (ended != Exit.DONE && ended != Exit.INTERRUPTED) exit = ended;
    return ended;
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

  private void more(List<String> words, boolean background) throws InterruptedException {
    if (words.isEmpty() || words.size() > 2)
      throw new SondeException(ErrorId.USAGE, "expected more N [CALLS], as in more 1 100");
    Job job = jobs.get(words.get(0));
    String calls = words.size() > 1 ? Limits.calls(words.get(1)) : job.calls();
    if (!job.words().get(0).equals("trace"))
      throw new SondeException(ErrorId.USAGE, job.number() + " is no trace, and has no limit");
    if (calls != null && job.more(calls)) {
      own.note("trace " + job.number() + ": " + calls + " more when its limit is reached");
      return;
    }
    if (!job.over())
      throw new SondeException(
          ErrorId.USAGE, "trace " + job.number() + " still runs: say how many calls more");
    job.again(calls);
    List<String> args = args(job.words());
    if (background || job.background()) goOn(job, args);
    else await(job, args);
  }

  private void caller(List<String> words) throws InterruptedException {
    if (words.isEmpty())
      throw new SondeException(ErrorId.USAGE, "expected caller N, as in caller 1");
    Job inner = jobs.get(words.get(0));
    String frame = Callers.frame(inner);
    List<String> all = new ArrayList<>(List.of("trace", frame));
    all.addAll(words.subList(1, words.size()));
    Job outer = new Job(all, true);
    List<String> args = args(all);
    own.note("trace " + frame + " &");
    families.join(inner, outer);
    goOn(outer, args);
  }

  private void foreground(List<String> words) throws InterruptedException {
    List<Job> running = jobs.running();
    Job job =
        !words.isEmpty()
            ? jobs.get(words.get(0))
            : running.isEmpty() ? null : running.get(running.size() - 1);
    if (job == null) {
      own.note("no trace runs");
      return;
    }
    editor.onInterrupt(job::stop);
    try {
      while (!job.awaitOver(1_000)) {}
    } finally {
      editor.onInterrupt(null);
    }
  }

  /**
   * Where a command prints.
   *
   * @param job null: the prompt itself
   */
  private Terminal terminal(@Nullable Job job) {
    boolean behind = job != null && job.background() && !job.words().contains("--json");
    PrintStream out = stream(editor::print, behind ? job : null);
    PrintStream err = stream(editor::note, behind ? job : null);
    boolean live = desk.terminal().live() && editor.interactive() && !behind;
    Style outStyle = desk.terminal().outStyle();
    Style errStyle = desk.terminal().errStyle();
    boolean asks = job == null || !job.background();
    Invocation here = Invocation.PROMPT;
    return new Terminal(
        out, err, outStyle, errStyle, live, here, question -> asks ? answer(question) : null);
  }

  private PrintStream stream(java.util.function.Consumer<String> to, @Nullable Job behind) {
    return EditorStream.of(
        to,
        () -> behind == null || behind.number() == 0 ? "" : behind.number() + "| ",
        editor::gone);
  }

  private @Nullable String answer(String question) {
    try {
      return editor.answer(question);
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() {
    families.close();
  }
}
