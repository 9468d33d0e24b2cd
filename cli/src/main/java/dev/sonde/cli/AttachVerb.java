package dev.sonde.cli;

import dev.sonde.cli.editor.CtrlC;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.Repository;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde attach}. */
final class AttachVerb implements Verb {
  static final String PLUGIN = "tracer-full";

  @Override
  public CommandSpec spec() {
    return Words.command(
            "attach",
            "Open one session and give many commands in it: trace, stats, find, get and what"
                + " plugins have, without the JVM's name, several at once with & at the end. help"
                + " lists them, TAB completes them and the application's classes, Ctrl-C ends the"
                + " command in the foreground, quit or Ctrl-D leaves and removes all. Reads from a"
                + " pipe as well.")
        .addPositional(Words.jvm())
        .addOption(Words.reason())
        .addMixin("supply", Supply.options());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) throws InterruptedException {
    if (desk.interruption() == Interruption.NEVER)
      throw new SondeException(
          ErrorId.USAGE,
          "attach reads from the terminal of this process, which is the console's: give it to sonde"
              + " on the command line");
    String jvm = words.matchedPositionalValue(0, "");
    Repository repository = desk.repository(words);
    Visit.Errand errand =
        new Visit.Errand(PLUGIN, "attach", List.of(), Map.of(), Words.owner(words));
    RecordPrinter printer =
        new RecordPrinter(desk.terminal(), Lines.to(desk.terminal()), false, true);
    // Once there was a prompt, a Ctrl-C does not hurry the removal either.
    try (CtrlC ctrlC = new CtrlC()) {
      PromptStay stay = new PromptStay(jvm, settled(repository), desk, printer, ctrlC);
      desk.errands().make(jvm, repository, errand, stay, printer);
      Exit exit = printer.exit();
      return exit == Exit.DONE ? stay.exit() : exit;
    }
  }

  /** Once a session is open, no newer Sonde takes over. */
  private static Repository settled(Repository repository) {
    return repository instanceof Succession succession ? succession.repository() : repository;
  }
}
