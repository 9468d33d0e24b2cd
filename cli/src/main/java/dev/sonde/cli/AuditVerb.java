package dev.sonde.cli;

import dev.sonde.cli.text.AuditTable;
import dev.sonde.cli.text.Json;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.audit.Chain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde audit}. */
final class AuditVerb implements Verb {
  private static final String SINCE = "--since";
  private static final String JVM = "--jvm";
  private static final String CHECK = "--check";

  @Override
  public CommandSpec spec() {
    return Words.command(
            "audit",
            "Show what was loaded where, by whom, when, and from which keys. Each line carries the"
                + " SHA-256 of the one before.")
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .type(String.class)
                .paramLabel("FILE")
                .description(
                    "Another audit file, such as a target's. Default: ~/.sonde/audit.jsonl.")
                .build())
        .addOption(Words.value("TIME", "Only the last 90m, 12h, 7d.", SINCE))
        .addOption(Words.value("PID", "Only what concerns this process.", JVM))
        .addOption(Words.flag("Check that no line was changed or removed; show none.", CHECK))
        .addOption(Words.json());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) {
    Filter filter = Filter.of(words, Instant.now());
    Path file = file(words, desk);
    List<Map<String, @Nullable Object>> lines = new ArrayList<>();
    boolean check = words.hasMatchedOption(CHECK);
    Chain.Result result =
        read(
            file,
            line -> {
              if (!check && filter.takes(line)) lines.add(line);
            });
    if (check) return told(file, result, desk);
    if (Words.wantsJson(words)) desk.terminal().print(lines.stream().map(AuditVerb::json).toList());
    else if (lines.isEmpty()) desk.terminal().note("nothing of that is in " + file);
    else desk.terminal().print(AuditTable.of(lines));
    result.broken().ifPresent(broken -> desk.terminal().note(sentence(broken)));
    return Exit.DONE;
  }

  private static Path file(ParseResult words, Desk desk) {
    String named = words.matchedPositionalValue(0, null);
    Path file = named == null ? desk.machine().auditFile() : Path.of(named);
    if (file == null)
      throw new SondeException(
          ErrorId.USAGE, "there is no home folder to look in: set SONDE_HOME, or name a file");
    if (!Files.exists(file))
      throw new SondeException(
          ErrorId.NO_MATCH,
          named == null
              ? "nothing was audited yet: there is no " + file
              : "there is no file " + file);
    return file;
  }

  private static Chain.Result read(
      Path file, java.util.function.Consumer<Map<String, @Nullable Object>> lines) {
    try {
      return Chain.read(file, lines);
    } catch (IOException e) {
      throw new SondeException(
          ErrorId.USAGE, "expected an audit file that can be read: " + e.getMessage(), e);
    }
  }

  private static Exit told(Path file, Chain.Result result, Desk desk) {
    result
        .broken()
        .ifPresent(
            broken -> {
              throw new SondeException(ErrorId.AUDIT, sentence(broken));
            });
    desk.terminal()
        .print(
            List.of(
                file
                    + ": "
                    + result.lines()
                    + " lines, unbroken; the last has SHA-256 "
                    + result.last()));
    return Exit.DONE;
  }

  private static String sentence(Chain.Break broken) {
    return "line " + broken.line() + " of " + broken.file() + " " + broken.what();
  }

  private static String json(Map<String, @Nullable Object> line) {
    return Json.line(line);
  }

  /**
   * Which lines are wanted.
   *
   * @param pid null: of all
   */
  private record Filter(Optional<Instant> since, @Nullable Long pid) {
    static Filter of(ParseResult words, Instant now) {
      String since = words.matchedOptionValue(SINCE, null);
      String pid = words.matchedOptionValue(JVM, null);
      return new Filter(
          Optional.ofNullable(since).map(text -> now.minus(age(text))),
          pid == null ? null : number(pid));
    }

    boolean takes(Map<String, @Nullable Object> line) {
      if (pid != null && !pid.equals(line.get("pid"))) return false;
      return since.isEmpty() || !AuditTable.time(line).isBefore(since.get());
    }

    private static Duration age(String text) {
      if (!text.matches("[0-9]{1,6}[smhd]"))
        throw new SondeException(
            ErrorId.USAGE,
            "expected --since to be a time with its unit and got "
                + text
                + ": for instance 90m, 12h, 7d");
      long count = Long.parseLong(text.substring(0, text.length() - 1));
      return switch (text.charAt(text.length() - 1)) {
        case 's' -> Duration.ofSeconds(count);
        case 'm' -> Duration.ofMinutes(count);
        case 'h' -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }

    private static Long number(String text) {
      if (text.matches("[0-9]{1,10}")) return Long.valueOf(text);
      throw new SondeException(
          ErrorId.USAGE,
          "expected --jvm to be a pid and got "
              + text
              + ": a JVM that has ended has no other name");
    }
  }
}
