package dev.sonde.cli;

import dev.sonde.cli.text.Amounts;
import dev.sonde.cli.text.Escaped;
import dev.sonde.cli.text.Table;
import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JVMs as a table for people, with the reasons of those that cannot be attached to below it, and as
 * JSON.
 */
final class JvmTable {
  private static final int MAIN_WIDTH = 60;

  private JvmTable() {}

  static List<String> of(List<Jvm> jvms) {
    Table table =
        new Table("PID", "JDK", "UPTIME", "USER", "CPU", "PORTS", "CONTAINER", "MAIN", "ATTACH");
    jvms.forEach(jvm -> table.row(cells(jvm)));
    List<String> lines = new ArrayList<>(table.lines());
    reasons(jvms)
        .forEach(
            (reason, pids) -> lines.add(String.join(", ", pids) + ": " + Escaped.line(reason)));
    return lines;
  }

  /** Each reason once, with the JVMs that have it. */
  private static Map<String, List<String>> reasons(List<Jvm> jvms) {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (Jvm jvm : jvms) {
      if (!(jvm.attachable() instanceof Attachability.No no)) continue;
      reasons
          .computeIfAbsent(no.id().id() + ": " + no.sentence(), reason -> new ArrayList<>())
          .add(Long.toString(jvm.pid()));
    }
    return reasons;
  }

  static Map<String, @Nullable Object> json(Jvm jvm) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", "jvm");
    map.put("pid", jvm.pid());
    map.put("java", jvm.javaVersion());
    map.put("feature", jvm.feature());
    map.put("uptimeSeconds", jvm.uptime().toSeconds());
    map.put("user", jvm.user());
    map.put("uid", jvm.uid());
    map.put("cpu", jvm.cpu());
    map.put("ports", jvm.ports());
    map.put("container", jvm.place().container());
    map.put("main", jvm.main());
    map.put("attach", attach(jvm.attachable()));
    return map;
  }

  private static Map<String, @Nullable Object> attach(Attachability attachable) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("ok", attachable.yes());
    if (attachable instanceof Attachability.No no) {
      map.put("id", no.id().id());
      map.put("reason", no.sentence());
    }
    return map;
  }

  private static String[] cells(Jvm jvm) {
    return new String[] {
      Long.toString(jvm.pid()),
      orDash(jvm.javaVersion()),
      Amounts.seconds(jvm.uptime().toSeconds()),
      orDash(jvm.user()),
      Amounts.percent(jvm.cpu()),
      orDash(jvm.ports().stream().map(String::valueOf).collect(Collectors.joining(","))),
      orDash(jvm.place().text()),
      orDash(cut(jvm.main())),
      jvm.attachable() instanceof Attachability.No no ? "no, " + no.id().id() : "yes"
    };
  }

  private static String cut(String main) {
    return main.length() <= MAIN_WIDTH
        ? main
        : "…" + main.substring(main.length() - MAIN_WIDTH + 1);
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : Escaped.line(text);
  }
}
