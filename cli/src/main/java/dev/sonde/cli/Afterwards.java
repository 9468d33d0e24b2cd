package dev.sonde.cli;

import dev.sonde.cli.text.HindsightText;
import dev.sonde.cli.text.Json;
import dev.sonde.operator.Exit;
import dev.sonde.operator.attach.Hindsight;
import dev.sonde.operator.jvm.Jvm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The option {@code --verify}: a second opinion on the removal, by the JVM's own commands. */
final class Afterwards {
  private static final String VERIFY = "--verify";

  private Afterwards() {}

  static OptionSpec option() {
    return Words.flag(
        "When all is removed, ask the JVM itself, by the commands that jcmd uses, whether a class or"
            + " thread of Sonde is left: exit 1 if so. It collects garbage for that, which stops"
            + " the application for a moment.",
        VERIFY);
  }

  /** What a signal has to wait for: Ctrl-C is how most traces end, and they are looked at, too. */
  static Interruption.Guard guard(ParseResult words, Desk desk) {
    Interruption signals =
        words.hasMatchedOption(VERIFY) ? desk.interruption() : Interruption.NEVER;
    return signals.begin();
  }

  /**
   * What the command exits with.
   *
   * @param jvm is asked again which it is: it may have ended
   * @param exit of all before, which counts more unless it was well
   */
  static Exit look(ParseResult words, Desk desk, String jvm, Exit exit)
      throws InterruptedException {
    if (!words.hasMatchedOption(VERIFY)) return exit;
    Jvm found = desk.machine().jvm(jvm);
    Hindsight seen = desk.machine().hindsight(found);
    int others =
        (int) desk.machine().sessions().stream().filter(each -> each.pid() == found.pid()).count();
    if (FileLines.wanted(words)) desk.terminal().note(HindsightText.of(seen, others));
    else if (Words.wantsJson(words))
      desk.terminal().print(List.of(Json.line(record(seen, others))));
    else desk.terminal().print(List.of(HindsightText.of(seen, others)));
    return seen.clean() || exit != Exit.DONE ? exit : Exit.INTERNAL;
  }

  private static Map<String, @Nullable Object> record(Hindsight seen, int others) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("kind", "verified");
    record.putAll(seen.toMap());
    record.put("sessions", others);
    return record;
  }
}
