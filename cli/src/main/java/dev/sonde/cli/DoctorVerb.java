package dev.sonde.cli;

import dev.sonde.cli.text.Escaped;
import dev.sonde.cli.text.Json;
import dev.sonde.cli.text.Table;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.doctor.Checkup;
import dev.sonde.operator.doctor.Finding;
import dev.sonde.operator.doctor.Finding.Verdict;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.Repository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde doctor}. */
final class DoctorVerb implements Verb {
  private static final String TRACER = "tracer-full";

  @Override
  public CommandSpec spec() {
    return Words.command(
            "doctor",
            "Say what will work with a JVM, and what it will cost it. Loads, writes and sends"
                + " nothing to it.")
        .addPositional(Words.jvm())
        .addOption(Words.json())
        .addMixin("supply", Supply.options());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) {
    Jvm jvm = desk.machine().jvm(words.matchedPositionalValue(0, ""));
    Repository repository = desk.repository(words);
    Checkup checkup = Checkup.of(jvm);
    List<Finding> findings = new ArrayList<>(checkup.findings());
    findings.add(checkup.plugin(repository, TRACER));
    desk.terminal().announce(repository);
    desk.terminal().expiry(repository);
    desk.terminal().warn(repository);
    desk.terminal()
        .print(
            Words.wantsJson(words)
                ? findings.stream().map(each -> Json.line(json(jvm, each))).toList()
                : text(jvm, findings));
    return findings.stream()
        .filter(each -> each.verdict() == Verdict.NO)
        .findFirst()
        .flatMap(Finding::id)
        .map(ErrorId::exit)
        .orElse(Exit.DONE);
  }

  private static List<String> text(Jvm jvm, List<Finding> findings) {
    Table table = new Table("", "LOOKED AT", "FOUND");
    for (Finding each : findings) {
      String id = each.id().map(it -> it.id() + ": ").orElse("");
      table.row(word(each), each.subject(), Escaped.line(id + each.sentence()));
    }
    List<String> lines = new ArrayList<>();
    String java =
        jvm.javaVersion().isEmpty()
            ? "Java of a version that this user cannot see"
            : "Java " + jvm.javaVersion();
    String head = "JVM %d, %s, user %s: %s";
    lines.add(Escaped.line(String.format(head, jvm.pid(), java, jvm.user(), jvm.main())));
    lines.addAll(table.lines());
    return lines;
  }

  private static Map<String, @Nullable Object> json(Jvm jvm, Finding finding) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", "finding");
    map.put("pid", jvm.pid());
    map.put("verdict", word(finding));
    map.put("subject", finding.subject());
    map.put("id", finding.id().map(ErrorId::id).orElse(null));
    map.put("sentence", finding.sentence());
    return map;
  }

  private static String word(Finding finding) {
    return finding.verdict().name().toLowerCase(Locale.ROOT);
  }
}
