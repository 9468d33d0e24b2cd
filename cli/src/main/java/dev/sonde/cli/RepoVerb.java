package dev.sonde.cli;

import dev.sonde.cli.text.Escaped;
import dev.sonde.cli.text.Json;
import dev.sonde.cli.text.Table;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.KnownRepository;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.RepositoryBook;
import dev.sonde.operator.repository.RepositorySource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde repo}. */
final class RepoVerb implements Verb {
  private static final String ROOT = "--root";

  @Override
  public CommandSpec spec() {
    return Words.command(
            "repo",
            "Make other people's repositories known: add NAME URL --root SHA256, list, remove NAME."
                + " Their plugins are called NAME/PLUGIN, and no repository can serve a plugin of"
                + " another name. Nothing is trusted on first use: the digest is that of"
                + " metadata/1.root.json, as its publisher tells it.")
        .addPositional(Words.required(0, "add|list|remove", "What to do."))
        .addPositional(
            Words.many(1, "0..2", "NAME [URL|FOLDER]", "Its name, and where it is to be read."))
        .addOption(
            Words.value("SHA256", "The SHA-256 of its first root, in 64 hexadecimal digits.", ROOT))
        .addOption(Supply.plainHttp())
        .addOption(Words.json());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) {
    List<String> rest = Words.tail(words);
    RepositoryBook book = desk.machine().book();
    String what = words.matchedPositionalValue(0, "");
    return switch (what + " " + rest.size()) {
      case "add 2" -> add(rest, words, book, desk);
      case "list 0" -> list(book, Words.wantsJson(words), desk);
      case "remove 1" -> remove(rest.get(0), book, desk);
      default -> throw usage("expected add NAME URL --root SHA256, or list, or remove NAME");
    };
  }

  private static Exit add(List<String> rest, ParseResult words, RepositoryBook book, Desk desk) {
    String root = words.matchedOptionValue(ROOT, "");
    if (root.isEmpty())
      throw usage(
          "expected --root SHA256, the digest of its metadata/1.root.json: nothing is trusted on"
              + " first use, ask its publisher");
    String name = rest.get(0);
    RepositorySource source = RepositorySource.of(rest.get(1), Supply.allowsHttp(words));
    List<PluginDescription> plugins = book.add(name, source, root);
    long count = plugins.stream().map(PluginDescription::id).distinct().count();
    desk.terminal()
        .print(
            List.of(
                name
                    + " is known, its metadata verified: "
                    + (count == 1 ? "1 plugin" : count + " plugins")
                    + "; sonde plugins shows all"));
    return Exit.DONE;
  }

  private static Exit remove(String name, RepositoryBook book, Desk desk) {
    book.remove(name);
    desk.terminal().print(List.of(name + " is forgotten"));
    return Exit.DONE;
  }

  private static Exit list(RepositoryBook book, boolean json, Desk desk) {
    Table table = new Table("NAME", "ROOT", "ADDRESS");
    Exit exit = Exit.DONE;
    for (String name : book.names()) {
      try {
        KnownRepository each = book.get(name);
        if (json) desk.terminal().print(List.of(Json.line(json(each))));
        table.row(each.name(), each.sha256(), Escaped.line(each.location()));
      } catch (SondeException e) {
        desk.terminal().error(String.valueOf(e.getMessage()));
        exit = e.exit();
      }
    }
    if (!json && table.lines().size() > 1) desk.terminal().print(table.lines());
    if (book.names().isEmpty())
      desk.terminal().note("no repository but Sonde's own; sonde repo add makes one known");
    return exit;
  }

  private static Map<String, @Nullable Object> json(KnownRepository repository) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", "repository");
    map.put("name", repository.name());
    map.put("root", repository.sha256());
    map.put("address", repository.location());
    return map;
  }

  private static SondeException usage(String sentence) {
    return new SondeException(ErrorId.USAGE, sentence + "; sonde repo --help shows what it takes");
  }
}
