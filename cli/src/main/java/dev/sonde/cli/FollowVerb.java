package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.SessionInfo;
import dev.sonde.wire.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde follow}. */
final class FollowVerb implements Verb {
  private static final long PAUSE_MILLIS = 200;
  private static final String ALL = "--all";

  @Override
  public CommandSpec spec() {
    return Words.command(
            "follow",
            "Show what a session writes into its file, as it comes, until the session ends. Ctrl-C"
                + " ends the looking alone.")
        .addPositional(
            Words.many(
                0,
                "1..2",
                "WORD",
                "JVM SESSION, as sonde sessions prints them; JVM alone where one session of it has"
                    + " a file; or the FILE."))
        .addOption(Words.flag("From the beginning of the file, and not its last lines.", ALL));
  }

  @Override
  public Exit run(ParseResult words, Desk desk) throws InterruptedException {
    List<String> asked = List.of(words.matchedPositionals().get(0).<String[]>getValue());
    String last = asked.get(asked.size() - 1);
    Path named = Path.of(last).toAbsolutePath();
    boolean isFile = last.contains("/") || Files.isRegularFile(named);
    List<SessionInfo> sessions = desk.machine().sessions();
    Optional<SessionInfo> session =
        isFile
            ? sessions.stream().filter(each -> each.out().equals(named.toString())).findFirst()
            : Optional.of(session(asked, desk));
    Path file = isFile ? named : Path.of(session.orElseThrow().out());
    SessionId id = session.map(SessionInfo::id).orElse(null);
    new FollowedFile(file, () -> id != null && lives(id, desk), PAUSE_MILLIS)
        .print(Lines.to(desk.terminal()), words.hasMatchedOption(ALL));
    return Exit.DONE;
  }

  private static boolean lives(SessionId id, Desk desk) {
    return desk.machine().sessions().stream().anyMatch(each -> each.id().equals(id));
  }

  /** The one that is meant, which has a file. */
  private static SessionInfo session(List<String> asked, Desk desk) {
    List<String> ids = asked.subList(1, asked.size());
    List<SessionInfo> all = Sessions.of(desk.machine(), asked.get(0));
    List<SessionInfo> meant =
        all.stream()
            .filter(each -> ids.stream().allMatch(each.id().toString()::startsWith))
            .toList();
    List<SessionInfo> writing = meant.stream().filter(each -> !each.out().isEmpty()).toList();
    if (writing.size() == 1) return writing.get(0);
    throw new SondeException(
        ErrorId.NO_MATCH,
        writing.isEmpty()
            ? "no session "
                + String.join(" ", asked)
                + " writes into a file: only one with --out can be followed; sonde sessions shows"
                + " those that run"
            : writing.size()
                + " sessions of this JVM write into files: name one, sonde sessions"
                + " shows them");
  }
}
