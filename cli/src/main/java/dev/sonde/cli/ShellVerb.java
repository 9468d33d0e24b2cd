package dev.sonde.cli;

import dev.sonde.jshell.Feedback;
import dev.sonde.jshell.Jshell;
import dev.sonde.jshell.Requirement;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.CommandDescription;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.PluginId;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.operator.session.Owner;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde shell}. */
final class ShellVerb implements Verb {
  private static final String PLUGIN = "shell";
  private static final String AS = "--as";
  private static final String FEEDBACK = "--feedback";

  @Override
  public CommandSpec spec() {
    return Words.command(
            "shell",
            "Open a jshell whose snippets run inside a JVM: its classes, its objects. Ends with"
                + " /exit or Ctrl-D; Ctrl-C stops a snippet. Reads from a pipe as well, and ends"
                + " with exit code 1 then if a snippet did not compile or threw an exception. Needs"
                + " a JDK that is no older than the JVM's.")
        .addPositional(Words.jvm())
        .addOption(
            Words.value(
                "CLASS",
                "See the application through the class loader of this loaded class, as in"
                    + " com.acme.App. Default: the system class loader.",
                AS))
        .addOption(
            Words.value(
                "MODE", "A feedback mode of jshell's: verbose, normal, concise, silent.", FEEDBACK))
        .addOption(Words.reason())
        .addOption(Consent.option())
        .addMixin("supply", Supply.options());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) throws InterruptedException {
    String jvm = words.matchedPositionalValue(0, "");
    Jshell.Asked asked =
        new Jshell.Asked(words.matchedOptionValue(AS, ""), words.matchedOptionValue(FEEDBACK, ""));
    Feedback.check(asked.feedback());
    Jvm found = desk.machine().jvm(jvm);
    Requirement.check(found);
    Repository repository = desk.repository(words);
    Owner owner = Words.owner(words).consenting(consented(jvm, repository, words, desk));
    Visit.Errand errand =
        new Visit.Errand(PLUGIN, PLUGIN, List.of(), Map.of("as", asked.as()), owner);
    RecordPrinter printer =
        new RecordPrinter(desk.terminal(), Lines.to(desk.terminal()), false, true);
    ShellStay stay =
        new ShellStay(
            asked,
            desk.terminal(),
            printer,
            plugin -> jar(plugin, found.feature(), repository, words, desk));
    desk.errands().make(jvm, repository, errand, stay, printer);
    return stay.failed() ? Exit.INTERNAL : printer.exit();
  }

  /** Of the shell's own repository, or of the one that a name before the slash means. */
  private static VerifiedJar jar(
      String plugin, int feature, Repository own, ParseResult words, Desk desk) {
    PluginRef asked = PluginRef.of(plugin, feature);
    PluginId id =
        PluginId.find(asked.id())
            .orElseThrow(
                () ->
                    new SondeException(
                        ErrorId.USAGE,
                        "expected PLUGIN, NAME/PLUGIN or PLUGIN@VERSION and got " + plugin));
    Repository from =
        id.publisher().equals(PluginId.SONDE) ? own : desk.repository(words, id.publisher());
    return from.fetch(new PluginRef(id.toString(), asked.version(), feature));
  }

  /** What is refused before the visit is audited as well. */
  private static List<String> consented(
      String jvm, Repository repository, ParseResult words, Desk desk) {
    return new Beforehand(desk, Words.owner(words), jvm, PLUGIN, PLUGIN, List.of())
        .audited(
            () -> {
              PluginDescription plugin = described(repository);
              CommandDescription command =
                  plugin.commands().stream()
                      .filter(each -> each.name().equals(PLUGIN))
                      .findFirst()
                      .orElseThrow();
              return Consent.of(words, plugin, command, desk.terminal());
            });
  }

  private static PluginDescription described(Repository repository) {
    return repository.plugins().stream()
        .filter(each -> each.id().equals(PLUGIN))
        .reduce((first, last) -> last)
        .orElseThrow(
            () ->
                new SondeException(
                    ErrorId.NO_JAR,
                    repository.location() + " has no plugin \"shell\"; `sonde plugins` shows all"));
  }
}
