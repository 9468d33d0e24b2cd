package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.Examination;
import dev.sonde.operator.repository.PluginId;
import dev.sonde.operator.repository.PluginJar;
import dev.sonde.operator.repository.RepositoryReport;
import dev.sonde.operator.repository.TargetReport;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde verify}: changes nothing, on no disk. */
final class VerifyVerb implements Verb {
  private static final String ROOT = "--root";
  private static final int LARGEST = 32 << 20;

  @Override
  public CommandSpec spec() {
    return Words.command(
            "verify",
            "Check a repository, with all that it lists, or a file that may be from one, such as a"
                + " downloaded sonde.jar. Changes nothing.")
        .addPositional(
            Words.required(0, "FILE|FOLDER|URL", "A file, or where a repository is to be read."))
        .addOption(
            Words.value(
                "SHA256|FILE",
                "The root to begin with: the digest of metadata/1.root.json, or a file.%n"
                    + "Otherwise the one that is built into this Sonde.",
                ROOT))
        .addOption(Words.json())
        .addOption(Supply.repository())
        .addOption(Supply.plainHttp());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) {
    String place = words.matchedPositionalValue(0, "");
    FirstTrust trust = new FirstTrust(words.matchedOptionValue(ROOT, ""));
    VerifyText text = new VerifyText(Words.wantsJson(words));
    Optional<Path> file = file(place);
    if (file.isPresent()) return file(file.get(), trust, text, words, desk);
    RepositoryReport report =
        desk.machine().examination(Supply.of(words).from(place), trust).repository();
    desk.terminal().print(text.repository(report));
    report.targets().forEach(each -> tell(each, desk));
    return report.targets().stream()
        .flatMap(each -> each.refusal().stream())
        .map(SondeException::exit)
        .findFirst()
        .orElse(Exit.DONE);
  }

  private static Exit file(
      Path file, FirstTrust trust, VerifyText text, ParseResult words, Desk desk) {
    byte[] bytes = bytes(file);
    String name = String.valueOf(file.getFileName());
    TargetReport report = examination(bytes, name, trust, words, desk).file(bytes, name);
    desk.terminal().print(text.file(report, file.toString()));
    tell(report, desk);
    return report.refusal().map(SondeException::exit).orElse(Exit.DONE);
  }

  /** A plugin says whose it is; any other file is looked for in Sonde's own repository. */
  private static Examination examination(
      byte[] bytes, String name, FirstTrust trust, ParseResult words, Desk desk) {
    String publisher = PluginJar.publisher(bytes, name).orElse(PluginId.SONDE);
    boolean known = trust.root().isEmpty() && !publisher.equals(PluginId.SONDE);
    return known
        ? desk.machine().book().examination(publisher)
        : desk.machine().examination(Supply.of(words), trust);
  }

  private static void tell(TargetReport report, Desk desk) {
    report.refusal().ifPresent(each -> desk.terminal().error(String.valueOf(each.getMessage())));
  }

  /** A file's path, also as an URL; empty for what is to be read as a repository. */
  private static Optional<Path> file(String place) {
    try {
      boolean url = place.toLowerCase(Locale.ROOT).startsWith("file:");
      if (!url && place.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) return Optional.empty();
      Path path = url ? Path.of(URI.create(place).getPath()) : Path.of(place);
      return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
    } catch (IllegalArgumentException | NullPointerException e) {
      return Optional.empty(); // what it is instead is said by who reads it
    }
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length <= LARGEST) return bytes;
      String text = "%s has more than 32 MiB, and no file of a repository has; it is none";
      throw new SondeException(ErrorId.TOO_BIG, String.format(text, file));
    } catch (IOException e) {
      throw new SondeException(
          ErrorId.IO, "expected a file that can be read and got " + file + " (" + e + ")", e);
    }
  }
}
