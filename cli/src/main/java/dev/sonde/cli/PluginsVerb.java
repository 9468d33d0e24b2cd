package dev.sonde.cli;

import dev.sonde.cli.text.Escaped;
import dev.sonde.cli.text.Json;
import dev.sonde.cli.text.Table;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.CommandDescription;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositoryBook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde plugins}. */
final class PluginsVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Words.command(
            "plugins",
            "Show what the repositories offer: metadata verified; a jar is checked when it is"
                + " fetched.")
        .addOption(Words.json())
        .addMixin("supply", Supply.options());
  }

  /** A repository that fails hides no other, and is told by the exit code. */
  @Override
  public Exit run(ParseResult words, Desk desk) {
    List<PluginDescription> plugins = new ArrayList<>();
    Exit exit = add(() -> desk.repository(words), "", plugins, desk);
    RepositoryBook book = desk.machine().book();
    for (String name : book.names()) {
      Exit other = add(() -> desk.repository(words, name), name, plugins, desk);
      if (exit == Exit.DONE) exit = other;
    }
    if (exit != Exit.DONE && plugins.isEmpty()) return exit;
    desk.terminal()
        .print(
            Words.wantsJson(words)
                ? plugins.stream().map(each -> Json.line(json(each))).toList()
                : table(plugins));
    return exit;
  }

  private static Exit add(
      Supplier<Repository> opening, String name, List<PluginDescription> plugins, Desk desk) {
    try {
      plugins.addAll(plugins(opening.get(), desk.terminal()));
      return Exit.DONE;
    } catch (SondeException e) {
      String which = name.isEmpty() ? "" : " (repository " + name + ")";
      desk.terminal().error(e.getMessage() + which);
      return e.exit();
    }
  }

  private static List<PluginDescription> plugins(Repository repository, Terminal terminal) {
    try {
      List<PluginDescription> plugins = repository.plugins();
      terminal.announce(repository);
      terminal.expiry(repository);
      return plugins;
    } finally {
      terminal.warn(repository);
    }
  }

  static List<String> table(List<PluginDescription> plugins) {
    Table table = new Table("PLUGIN", "VERSION", "JDK", "CAPABILITIES", "COMMANDS");
    for (PluginDescription each : plugins) {
      table.row(
          Escaped.line(each.id()),
          Escaped.line(each.version()),
          each.line() + "+",
          Escaped.line(String.join(",", each.capabilities())),
          Escaped.line(String.join(", ", names(each))));
    }
    return table.lines();
  }

  private static Map<String, @Nullable Object> json(PluginDescription plugin) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", "plugin");
    map.put("id", plugin.id());
    map.put("version", plugin.version());
    map.put("line", plugin.line());
    map.put("api", plugin.api());
    map.put("capabilities", plugin.capabilities());
    map.put("commands", names(plugin));
    return map;
  }

  private static List<String> names(PluginDescription plugin) {
    return plugin.commands().stream().map(CommandDescription::name).toList();
  }
}
