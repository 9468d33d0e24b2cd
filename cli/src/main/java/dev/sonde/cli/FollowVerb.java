package dev.sonde.cli;

import dev.sonde.cli.text.Escaped;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.SessionInfo;
import dev.sonde.wire.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde follow}. */
final class FollowVerb implements Verb {
  private static final long PAUSE_MILLIS = 200;
  private static final String ALL = "--all";
  private static final String NO_END =
      "%s ends without the end of a session: nobody writes it now, who wrote it was killed or could"
          + " write no more";

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
    FollowedFile followed =
        new FollowedFile(file, () -> id != null && lives(id, desk), PAUSE_MILLIS);
    followed.print(Lines.to(desk.terminal()), words.hasMatchedOption(ALL));
    if (!followed.ended()) desk.terminal().note(NO_END.formatted(Escaped.line(file.toString())));
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
    List<SessionInfo> writing = writing(meant);
    if (writing.size() == 1) return writing.get(0);
    throw writing.isEmpty() ? none(asked, all) : several(writing);
  }

  private static List<SessionInfo> writing(List<SessionInfo> sessions) {
    return sessions.stream().filter(each -> !each.out().isEmpty()).toList();
  }

  private static SondeException none(List<String> asked, List<SessionInfo> all) {
    List<SessionInfo> others = writing(all);
    return new SondeException(
        ErrorId.NO_MATCH,
        "expected a session that writes into a file, or the file, and got "
            + String.join(" ", asked)
            + ": "
            + (others.isEmpty()
                ? noneOf(all.size())
                    + "; sonde trace "
                    + asked.get(0)
                    + " PATTERN --out FILE begins one"
                : "those there that do are " + shown(others)));
  }

  private static String noneOf(int sessions) {
    return switch (sessions) {
      case 0 -> "no session runs there";
      case 1 -> "the session there has no file";
      default -> "none of the " + sessions + " sessions there has a file";
    };
  }

  private static SondeException several(List<SessionInfo> writing) {
    return new SondeException(
        ErrorId.NO_MATCH,
        "expected one session that writes into a file, and there are "
            + writing.size()
            + ": name one of "
            + shown(writing));
  }

  private static String shown(List<SessionInfo> writing) {
    return writing.stream()
        .map(each -> Sessions.shown(each.id()) + " (into " + each.out() + ")")
        .collect(Collectors.joining(", "));
  }
}
