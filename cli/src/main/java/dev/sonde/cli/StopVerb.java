package dev.sonde.cli;

import dev.sonde.cli.text.Escaped;
import dev.sonde.cli.text.Json;
import dev.sonde.cli.text.RemovalText;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.session.Owner;
import dev.sonde.operator.session.RemovalReport;
import dev.sonde.operator.session.SessionInfo;
import dev.sonde.operator.session.StopResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde stop}. */
final class StopVerb implements Verb {
  private static final String ALL = "--all";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Words.command("stop", "End one's own sessions in a JVM, and print what was removed.")
            .aliases("remove");
    return spec.addPositional(Words.jvm())
        .addPositional(
            Words.many(
                1,
                "0..*",
                "ID",
                "The beginning of a session's id, as sonde sessions prints it. Without one: all of"
                    + " one's own."))
        .addOption(Words.flag("End the sessions of other users too.", ALL))
        .addOption(Afterwards.option())
        .addOption(Words.json());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) throws InterruptedException {
    String jvm = words.matchedPositionalValue(0, "");
    List<SessionInfo> sessions = Sessions.of(desk.machine(), jvm);
    Exit exit = Exit.DONE;
    for (SessionInfo each :
        Sessions.toStop(
            sessions, Words.tail(words), words.hasMatchedOption(ALL), desk.machine().uid())) {
      if (!stop(each, Words.wantsJson(words), desk)) exit = Exit.UNREACHABLE;
    }
    return Afterwards.look(words, desk, jvm, exit);
  }

  private static boolean stop(SessionInfo session, boolean json, Desk desk)
      throws InterruptedException {
    StopResult result = desk.machine().stop(session);
    desk.machine()
        .account(Owner.current(), sentence -> desk.terminal().note(Escaped.line(sentence)))
        .stopped(session, result);
    RemovalReport report = result.report();
    if (report == null) {
      desk.terminal()
          .error(
              ErrorId.NOT_RESPONDING.id() + ": session " + session.id() + ": " + result.failure());
      return false;
    }
    LastLines.await(session);
    desk.terminal()
        .print(
            json
                ? List.of(Json.line(record(session, report)))
                : text(session, report, desk.terminal()));
    return true;
  }

  private static List<String> text(SessionInfo session, RemovalReport report, Terminal terminal) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "session "
            + session.id()
            + " of "
            + Escaped.line(session.user())
            + " in "
            + session.pid()
            + " ended");
    lines.addAll(new RemovalText(terminal.outStyle()).lines(report.toMap()));
    return lines;
  }

  private static Map<String, @Nullable Object> record(SessionInfo session, RemovalReport report) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("kind", "removed");
    record.put("session", session.id().toString());
    record.putAll(report.toMap());
    return record;
  }
}
