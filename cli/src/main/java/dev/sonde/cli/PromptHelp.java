package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands of a prompt, and which of the command line's it takes. */
final class PromptHelp {
  /** These want the JVM as their first word, which is known at the prompt. */
  static final List<VerbName> OF_THE_JVM =
      List.of(
          VerbName.TRACE,
          VerbName.STATS,
          VerbName.FIND,
          VerbName.GET,
          VerbName.RUN,
          VerbName.SESSIONS,
          VerbName.DOCTOR);

  static final List<VerbName> OTHERS =
      List.of(VerbName.LIST, VerbName.PLUGINS, VerbName.AUDIT, VerbName.VERIFY);

  /** What is said of the whole session, and so stands on the command line of {@code attach}. */
  static final List<String> OF_THE_SESSION =
      List.of(
          "--repository",
          "--offline",
          "--stay",
          "--allow-http",
          "--reason",
          "--verify",
          "--detach",
          "--record");

  /** These are said of a command with a session of its own, and so not to {@code attach} either. */
  private static final List<String> OF_ONE_COMMAND = List.of("--verify", "--detach", "--record");

  static final List<String> OWN = List.of("stop", "more", "caller", "jobs", "fg", "help", "quit");

  static final List<String> TEXT =
      List.of(
          "trace PATTERN.. [&]     the next calls; & at the end: behind the prompt, with a number",
          "stats PATTERN.. [&]     count and time calls",
          "find PATTERN..          what a trace would weave",
          "get EXPR                what static fields lead to",
          "run PLUGIN COMMAND ..   a command of any plugin; COMMAND alone where one plugin has it",
          "jobs                    the traces of this prompt, and how they are doing",
          "caller N [OPTIONS]      trace who made the last call of trace N; the calls are nested",
          "more N [CALLS]          so many calls more of trace N, also after its end",
          "stop [N..]              end traces; without a number, all",
          "fg [N]                  wait for a trace; Ctrl-C ends it",
          "sessions, doctor        as on the command line; list, plugins, audit, verify too",
          "help COMMAND            its options, but for the JVM, which is known here",
          "quit                    leave, and remove all; Ctrl-D as well");

  private PromptHelp() {}

  /** A command as it is given here: without the JVM, and without what is said of the session. */
  static CommandLine of(VerbName name) {
    CommandSpec spec = Words.complete(name.verb().spec());
    if (OF_THE_JVM.contains(name)) removeFirst(spec);
    for (OptionSpec each : List.copyOf(spec.options()))
      if (OF_THE_SESSION.contains(each.longestName())) spec.remove(each);
    return new CommandLine(spec);
  }

  /** Where a word that is not said here is said. */
  static SondeException ofTheSession(VerbName verb, String word) {
    String where =
        OF_ONE_COMMAND.contains(word)
            ? " is for a command with a session of its own: give it to sonde on the command line, as "
                + verb.word()
                + " JVM .. "
                + word
            : " is for the whole session: leave with quit, and give it to sonde attach";
    return new SondeException(ErrorId.USAGE, word + where);
  }

  /** The words after it move up. */
  private static void removeFirst(CommandSpec spec) {
    for (PositionalParamSpec each : List.copyOf(spec.positionalParameters())) {
      spec.remove(each);
      int before = each.index().min() - 1;
      String index = before + (each.index().isVariable() ? "..*" : "");
      if (before >= 0) spec.addPositional(each.toBuilder().index(index).build());
    }
  }
}
