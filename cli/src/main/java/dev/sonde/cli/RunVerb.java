package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.CommandDescription;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.PluginId;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.session.Owner;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde run}: any command of any plugin. */
final class RunVerb implements Verb {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Words.command(
                "run",
                "Load a plugin into a JVM, run one command of it, and remove all. sonde plugins"
                    + " shows what there is; options that are not listed here are the plugin's.")
            .addPositional(Words.jvm())
            .addPositional(
                Words.many(
                    1,
                    "1..*",
                    "WORD",
                    "PLUGIN[@VERSION] COMMAND [ARG...]; a plugin of another repository is"
                        + " NAME/PLUGIN."))
            .addOption(Words.json())
            .addOption(FileLines.option())
            .addOption(Words.reason())
            .addOption(Consent.option())
            .addMixin("supply", Supply.options());
    spec.parser().unmatchedOptionsArePositionalParams(true);
    return spec;
  }

  @Override
  public Exit run(ParseResult words, Desk desk) throws InterruptedException {
    List<String> rest = Words.tail(words);
    if (rest.size() < 2)
      throw new SondeException(
          ErrorId.USAGE,
          "expected a plugin and one of its commands and got "
              + String.join(" ", rest)
              + "; sonde plugins shows what there is");
    String plugin = rest.get(0).replaceFirst("^" + PluginId.SONDE + "/", "");
    String jvm = words.matchedPositionalValue(0, "");
    List<String> typed = rest.subList(2, rest.size());
    Beforehand before =
        new Beforehand(desk, Words.owner(words), jvm, rest.get(0), rest.get(1), typed);
    Repository repository = before.audited(() -> repository(plugin, words, desk));
    PluginDescription described = before.audited(() -> described(repository, plugin, desk));
    CommandDescription command = before.audited(() -> command(described, rest.get(1)));
    PluginWords given = PluginWords.of(command, typed);
    List<String> consented =
        before.audited(() -> Consent.of(words, described, command, desk.terminal()));
    Owner owner = FileLines.owner(words).consenting(consented);
    Visit.Errand errand =
        new Visit.Errand(plugin, command.name(), given.args(), given.options(), owner);
    try (Lines lines = FileLines.of(words, desk)) {
      RecordPrinter printer =
          new RecordPrinter(desk.terminal(), lines, Words.wantsJson(words), false);
      desk.errands().make(jvm, repository, errand, printer);
      return printer.exit();
    } catch (Lines.ClosedOutput e) {
      return Exit.DONE;
    }
  }

  /** A name before the slash means that repository and no other. */
  private static Repository repository(String plugin, ParseResult words, Desk desk) {
    PluginId id = id(plugin);
    if (id.publisher().equals(PluginId.SONDE)) return desk.repository(words);
    if (!Supply.isNamed(words)) return desk.repository(words, id.publisher());
    String text =
        "%s comes from the repository that is known as %s, and --repository names another place;"
            + " leave it away, sonde repo list shows where %s is";
    throw new SondeException(
        ErrorId.USAGE, String.format(text, id, id.publisher(), id.publisher()));
  }

  private static PluginId id(String plugin) {
    return PluginId.find(plugin.replaceFirst("@.*", ""))
        .orElseThrow(
            () ->
                new SondeException(
                    ErrorId.USAGE,
                    "expected PLUGIN, NAME/PLUGIN or PLUGIN@VERSION and got "
                        + plugin
                        + "; sonde plugins shows all"));
  }

  private static PluginDescription described(Repository repository, String plugin, Desk desk) {
    List<PluginDescription> all = plugins(repository, desk);
    List<PluginDescription> jars = all.stream().filter(each -> isAsked(each, plugin)).toList();
    if (jars.isEmpty()) throw none(repository, plugin, all);
    return jars.get(jars.size() - 1);
  }

  /** There is no such plugin, or none of that version. */
  private static SondeException none(
      Repository repository, String plugin, List<PluginDescription> all) {
    PluginId id = id(plugin);
    List<String> versions =
        all.stream()
            .filter(each -> each.id().equals(id.toString()))
            .map(PluginDescription::version)
            .distinct()
            .toList();
    String what =
        versions.isEmpty()
            ? "no plugin \"" + plugin + "\"; those that are: " + names(all)
            : String.format(
                "no version %s of %s; the versions that exist: %s",
                plugin.substring(plugin.indexOf('@') + 1), id, String.join(", ", versions));
    String text = "%s has %s; `sonde plugins` shows all";
    return new SondeException(ErrorId.NO_JAR, String.format(text, repository.location(), what));
  }

  private static String names(List<PluginDescription> all) {
    List<String> names = all.stream().map(PluginDescription::id).distinct().toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static CommandDescription command(PluginDescription plugin, String command) {
    return plugin.commands().stream()
        .filter(each -> each.name().equals(command))
        .findFirst()
        .orElseThrow(() -> noCommand(plugin.id(), command, plugin.commands()));
  }

  private static List<PluginDescription> plugins(Repository repository, Desk desk) {
    try {
      return repository.plugins();
    } finally {
      desk.terminal().warn(repository);
    }
  }

  private static boolean isAsked(PluginDescription description, String plugin) {
    return (description.id() + "@" + description.version()).equals(plugin)
        || plugin.indexOf('@') < 0 && description.id().equals(id(plugin).toString());
  }

  private static SondeException noCommand(
      String id, String command, List<CommandDescription> commands) {
    String known = String.join(", ", commands.stream().map(CommandDescription::name).toList());
    return new SondeException(
        ErrorId.USAGE, id + " has no command " + command + "; those that are: " + known);
  }
}
