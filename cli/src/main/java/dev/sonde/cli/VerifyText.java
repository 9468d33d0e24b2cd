package dev.sonde.cli;

import dev.sonde.cli.text.Escaped;
import dev.sonde.cli.text.Json;
import dev.sonde.cli.text.Table;
import dev.sonde.operator.repository.RepositoryReport;
import dev.sonde.operator.repository.RoleReport;
import dev.sonde.operator.repository.TargetReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code sonde verify} found, as tables or as JSON. */
record VerifyText(boolean json) {
  private static final int SHOWN = 8;

  List<String> repository(RepositoryReport report) {
    List<String> lines = new ArrayList<>();
    if (json) {
      lines.add(Json.line(head(report)));
      report.roles().forEach(each -> lines.add(Json.line(role(each))));
      report.targets().forEach(each -> lines.add(Json.line(target(each))));
      return lines;
    }
    String keys = report.development() ? "development keys, for this machine only" : "release keys";
    lines.add(Escaped.line(report.location()) + ": " + keys + "; root " + report.root());
    lines.addAll(roles(report.roles()));
    lines.addAll(targets(report.targets()));
    long bad = report.targets().stream().filter(each -> !each.ok()).count();
    String files = report.targets().size() == 1 ? "1 file" : report.targets().size() + " files";
    lines.add(bad == 0 ? "good: all metadata, " + files : "refused: " + bad + " of " + files);
    return lines;
  }

  List<String> file(TargetReport report, String name) {
    if (json) return List.of(Json.line(target(report)));
    if (!report.ok()) return List.of();
    String version =
        report.version().isEmpty() ? "" : ", version " + Escaped.line(report.version());
    return List.of("good: " + Escaped.line(name) + " is " + Escaped.line(report.path()) + version);
  }

  private static List<String> roles(List<RoleReport> roles) {
    Table table = new Table("ROLE", "VERSION", "EXPIRES", "DAYS", "NEEDS", "KEYS");
    for (RoleReport each : roles) {
      List<String> keys =
          each.keys().stream().map(key -> key.substring(0, Math.min(SHOWN, key.length()))).toList();
      table.row(
          Escaped.line(each.role()),
          Long.toString(each.version()),
          each.expires().toString(),
          Long.toString(each.days()),
          each.threshold() + " of " + keys.size(),
          Escaped.line(String.join(" ", keys)));
    }
    return table.lines();
  }

  private static List<String> targets(List<TargetReport> targets) {
    Table table = new Table("FILE", "VERSION", "BYTES", "VERDICT", "SHA-256");
    for (TargetReport each : targets) {
      table.row(
          Escaped.line(each.path()),
          Escaped.line(each.version()),
          Long.toString(each.length()),
          verdict(each),
          Escaped.line(each.sha256()));
    }
    return targets.isEmpty() ? List.of() : table.lines();
  }

  private static String verdict(TargetReport target) {
    return target.refusal().map(each -> each.id().id()).orElse("good");
  }

  private static Map<String, @Nullable Object> head(RepositoryReport report) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", "repository");
    map.put("address", report.location());
    map.put("root", report.root());
    map.put("development", report.development());
    map.put("ok", report.ok());
    return map;
  }

  private static Map<String, @Nullable Object> role(RoleReport role) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", "role");
    map.put("role", role.role());
    map.put("version", role.version());
    map.put("expires", role.expires().toString());
    map.put("days", role.days());
    map.put("threshold", role.threshold());
    map.put("keys", role.keys());
    return map;
  }

  private static Map<String, @Nullable Object> target(TargetReport target) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", "file");
    map.put("path", target.path());
    map.put("version", target.version());
    map.put("length", target.length());
    map.put("sha256", target.sha256());
    map.put("ok", target.ok());
    target.refusal().ifPresent(each -> map.put("id", each.id().id()));
    return map;
  }
}
