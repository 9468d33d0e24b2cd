package dev.sonde.cli;

import dev.sonde.cli.text.Escaped;
import dev.sonde.cli.text.Invocation;
import dev.sonde.cli.text.Style;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.JvmChoiceException;
import dev.sonde.operator.repository.Expiry;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line from its words to its exit code. Of the commands only the one that is meant is
 * built.
 */
final class Program {
  private final Desk desk;
  private final String beside;

  Program(Desk desk) {
    this(desk, "");
  }

  /**
   * @param beside what is said of other words where a command is not known
   */
  Program(Desk desk, String beside) {
    this.desk = desk;
    this.beside = beside;
  }

  Exit run(String... args) {
    try {
      return told(dispatch(args));
    } catch (ParameterException e) {
      return refuse(new SondeException(ErrorId.USAGE, sentence(e)));
    } catch (SondeException e) {
      return refuse(e);
    } catch (InterruptedException e) {
      return Exit.INTERRUPTED;
    } catch (HandOver e) {
      throw e;
    } catch (RuntimeException | Error e) {
      return fail(e);
    }
  }

  /** Nothing is done of which the results are lost. */
  private Exit told(Exit exit) {
    String lost = exit == Exit.DONE ? desk.terminal().lost() : null;
    if (lost == null) return exit;
    throw new SondeException(
        ErrorId.OUTPUT,
        "cannot write to standard output ("
            + lost
            + "): lead it to a place with room and write permission");
  }

  private Exit dispatch(String[] args) throws InterruptedException {
    String first = args.length == 0 ? "--help" : args[0];
    return switch (first) {
      case "-h", "--help", "help" -> help(args);
      case "-V", "--version" -> version();
      default -> command(first, args);
    };
  }

  private Exit help(String[] args) throws InterruptedException {
    if (args.length > 1) return command(args[1], args[1], "--help");
    CommandSpec root = Words.root();
    for (VerbName each : VerbName.values()) root.addSubcommand(each.word(), each.verb().spec());
    CommandLine line = new CommandLine(root);
    if (args.length > 0) return usage(line);
    line.usage(desk.terminal().err(), ansi());
    return Exit.USAGE;
  }

  private Exit usage(CommandLine line) {
    line.usage(desk.terminal().out(), ansi());
    desk.terminal().out().flush();
    return Exit.DONE;
  }

  private Exit version() {
    desk.terminal().print(List.of(desk.build().line(), "metadata: " + metadata()));
    return Exit.DONE;
  }

  /** What expires first of what is known without asking anybody. */
  private String metadata() {
    try {
      return desk.machine().expiries().stream().findFirst().map(Expiry::toString).orElse("none");
    } catch (SondeException e) {
      return Escaped.line(String.valueOf(e.getMessage()));
    }
  }

  private Exit command(String word, String... args) throws InterruptedException {
    VerbName name = verb(word);
    Verb verb = name.verb();
    String[] words = args.clone();
    words[0] = name.word();
    ParseResult parsed = parsed(name, Words.complete(verb.spec()), words);
    if (parsed.isUsageHelpRequested()) return usage(lineOf(name, parsed));
    return verb.run(parsed, desk);
  }

  private static ParseResult parsed(VerbName name, CommandSpec spec, String[] words) {
    ParseResult plain = PlainWords.read(spec, words);
    return plain != null ? plain : PlainWords.byPicocli(name, spec, words);
  }

  private CommandLine lineOf(VerbName name, ParseResult parsed) {
    boolean atPrompt = desk.terminal().invocation().equals(Invocation.PROMPT);
    return atPrompt ? PromptHelp.of(name) : parsed.commandSpec().commandLine();
  }

  private VerbName verb(String word) {
    VerbName name = VerbName.of(word);
    if (name != null) return name;
    ForeignVerb.refuse(word);
    throw new SondeException(
        ErrorId.USAGE,
        "there is no command " + word + "; those that are: " + VerbName.all() + beside);
  }

  private static String sentence(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String message = String.valueOf(e.getMessage());
    return Character.toLowerCase(message.charAt(0))
        + message.substring(1)
        + "; "
        + command
        + " --help shows what it takes";
  }

  /** Of several commands in one session its end tells, once, that it is lost. */
  private Exit refuse(SondeException e) {
    if (e.isTold()) return e.exit();
    if (e.id() == ErrorId.LOST && desk.terminal().invocation().equals(Invocation.PROMPT))
      return e.exit();
    desk.terminal().error(String.valueOf(e.getMessage()));
    if (e instanceof JvmChoiceException choice && e.id() == ErrorId.AMBIGUOUS)
      JvmTable.of(choice.jvms()).forEach(desk.terminal()::note);
    return e.exit();
  }

  private Exit fail(Throwable e) {
    desk.terminal()
        .error(ErrorId.INTERNAL.id() + ": " + e + ": a bug in Sonde; SONDE_DEBUG=1 shows where");
    if (System.getenv("SONDE_DEBUG") != null) e.printStackTrace(desk.terminal().err());
    return Exit.INTERNAL;
  }

  private Ansi ansi() {
    return desk.terminal().outStyle() == Style.COLOUR ? Ansi.ON : Ansi.OFF;
  }
}
