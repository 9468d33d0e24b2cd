package dev.sonde.cli;

import dev.sonde.cli.text.Escaped;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.CommandDescription;
import dev.sonde.operator.repository.PluginDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The yes of a person to what a command may do beyond looking: asked once for a session, before
 * anything is loaded. A target without a policy runs nothing of the kind without it; a policy
 * decides by itself.
 */
final class Consent {
  private static final String CONSENT = "--consent";

  /** The capabilities that are asked for, and what they mean for who is asked. */
  private static final Map<String, String> ASKED =
      Map.of(
          "evaluate", "run code of your choice inside the application, which can do all",
          "change", "change the running application");

  private Consent() {}

  static OptionSpec option() {
    return Words.values(
        "CAPABILITY",
        "Say yes beforehand to a command that may evaluate code in, or change, the application:"
            + " evaluate, change. Otherwise it asks on the terminal.",
        CONSENT);
  }

  /**
   * The capabilities that were said yes to.
   *
   * @param terminal where it is asked
   * @throws SondeException POLICY if the answer is no, or nobody is there to answer
   */
  static List<String> of(
      ParseResult words, PluginDescription plugin, CommandDescription command, Terminal terminal) {
    List<String> given = List.of(words.matchedOptionValue(CONSENT, new String[0]));
    for (String each : given) if (!ASKED.containsKey(each)) throw unknown(each);
    List<String> consented = new ArrayList<>();
    for (String each : needed(plugin, command)) {
      if (!given.contains(each)) ask(shown(plugin, command), each, terminal);
      consented.add(each);
    }
    return consented;
  }

  private static String shown(PluginDescription plugin, CommandDescription command) {
    boolean same = plugin.id().equals(command.name());
    return same ? "plugin " + plugin.id() : plugin.id() + " " + command.name();
  }

  /** A command that does not say what it needs may use all that its plugin may. */
  private static List<String> needed(PluginDescription plugin, CommandDescription command) {
    List<String> all =
        command.capability().isEmpty() ? plugin.capabilities() : List.of(command.capability());
    return all.stream().filter(ASKED::containsKey).toList();
  }

  private static void ask(String what, String capability, Terminal terminal) {
    String name = Escaped.line(what);
    String answer =
        terminal.answer(
            name
                + " may "
                + ASKED.get(capability)
                + " (capability "
                + capability
                + "). Type yes: ");
    if (answer == null)
      throw refused(
          name
              + " needs the capability "
              + capability
              + ", and nobody is at a terminal"
              + " to say yes; --consent "
              + capability
              + " says it beforehand");
    if (!answer.strip().equals("yes"))
      throw refused(
          name
              + " needs the capability "
              + capability
              + ", and the answer was not yes:"
              + " nothing of it was loaded");
  }

  private static SondeException refused(String sentence) {
    return new SondeException(ErrorId.POLICY, sentence);
  }

  private static SondeException unknown(@Nullable String capability) {
    return new SondeException(
        ErrorId.USAGE,
        "expected --consent to be evaluate or change and got "
            + capability
            + ": other capabilities need no yes");
  }
}
