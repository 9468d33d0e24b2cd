package dev.sonde.cli;

import dev.sonde.cli.text.Amounts;
import dev.sonde.cli.text.Escaped;
import dev.sonde.cli.text.Json;
import dev.sonde.cli.text.Table;
import dev.sonde.operator.Exit;
import dev.sonde.operator.session.SessionInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde sessions}. */
final class SessionsVerb implements Verb {
  /** In characters: the rest is in {@code --json}. */
  private static final int REASON = 40;

  @Override
  public CommandSpec spec() {
    return Words.command("sessions", "Show who has a session in which JVM, and how it is doing.")
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .type(String.class)
                .paramLabel("JVM")
                .description(Words.JVM_HELP)
                .build())
        .addOption(Words.json());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) {
    List<SessionInfo> sessions = Sessions.of(desk.machine(), words.matchedPositionalValue(0, null));
    if (Words.wantsJson(words))
      desk.terminal().print(sessions.stream().map(each -> Json.line(json(each))).toList());
    else if (sessions.isEmpty()) desk.terminal().note("no session that this user can see");
    else desk.terminal().print(table(sessions, Instant.now()));
    return Exit.DONE;
  }

  static List<String> table(List<SessionInfo> sessions, Instant now) {
    Table table =
        new Table(
            "PID",
            "SESSION",
            "OWNER",
            "SEEN",
            "DELIVERED",
            "DROPPED",
            "EXPIRES",
            "REASON",
            "PATTERN");
    for (SessionInfo each : sessions) {
      table.row(
          Long.toString(each.pid()),
          Sessions.shown(each.id()),
          Escaped.line(each.user()) + " (" + each.operator() + ")",
          Amounts.count(each.seen()),
          Amounts.count(each.delivered()),
          Amounts.count(each.dropped()),
          expires(each.expiry(), now),
          each.reason().isEmpty() ? "-" : brief(Escaped.line(each.reason())),
          Escaped.line(String.join(" ", each.pattern())));
    }
    return table.lines();
  }

  private static String brief(String reason) {
    return reason.length() <= REASON ? reason : reason.substring(0, REASON - 1) + "…";
  }

  private static String expires(@Nullable Instant expiry, Instant now) {
    if (expiry == null) return "-";
    return "in " + Amounts.seconds(Math.max(0, Duration.between(now, expiry).toSeconds()));
  }

  private static Map<String, @Nullable Object> json(SessionInfo session) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", "session");
    map.putAll(session.toMap());
    return map;
  }
}
