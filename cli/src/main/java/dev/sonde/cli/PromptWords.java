package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.session.Session;
import java.util.ArrayList;
import java.util.List;

/** What is typed at a prompt as the words of the command line, where the JVM has to be named. */
final class PromptWords {
  private static final String AND_GO_ON = "&";

  private final String asked;
  private final String pid;
  private final GuestVisit visits;

  /**
   * @param asked the JVM as it was asked for
   */
  PromptWords(String asked, Session session, GuestVisit visits) {
    this.asked = asked;
    this.pid = Long.toString(session.jvm().pid());
    this.visits = visits;
  }

  /** A line, without the sign at its end that lets it go on behind the prompt. */
  record Line(List<String> words, boolean goesOn) {
    /** As a shell takes it apart; the program's name in front is nothing, and so is a comment. */
    static Line of(String typed) {
      List<String> words = new ArrayList<>(CommandLineText.wordsBeforeComment(typed));
      boolean goesOn = goesOn(words);
      if (!words.isEmpty() && words.get(0).matches("(.*/)?sonde")) words.remove(0);
      return new Line(List.copyOf(words), goesOn);
    }

    /** Takes the sign away, also where no space stands before it. */
    private static boolean goesOn(List<String> words) {
      if (words.isEmpty()) return false;
      String last = words.remove(words.size() - 1);
      if (last.equals(AND_GO_ON)) return true;
      boolean goesOn = last.endsWith(AND_GO_ON);
      words.add(goesOn ? last.substring(0, last.length() - 1) : last);
      return goesOn;
    }
  }

  /**
   * @throws SondeException if they are no command that is done here
   */
  List<String> complete(List<String> words) {
    VerbName verb = VerbName.of(words.get(0));
    if (verb == null) return complete(pluginCommand(words));
    if (PromptHelp.OTHERS.contains(verb)) return words;
    if (!PromptHelp.OF_THE_JVM.contains(verb)) throw elsewhere(verb);
    for (String each : words)
      if (PromptHelp.OF_THE_SESSION.contains(each.replaceFirst("=.*", "")))
        throw PromptHelp.ofTheSession(verb, each);
    List<String> args = new ArrayList<>(words);
    boolean named = args.size() > 1 && (args.get(1).equals(asked) || args.get(1).equals(pid));
    if (!named) args.add(1, pid);
    return args;
  }

  /** A command that one plugin has needs no more than its name. */
  private List<String> pluginCommand(List<String> words) {
    String name = words.get(0);
    ForeignVerb.refuse(name);
    for (PluginDescription plugin : visits.plugins())
      if (plugin.commands().stream().anyMatch(each -> each.name().equals(name))) {
        List<String> all = new ArrayList<>(List.of("run", plugin.id()));
        all.addAll(words);
        return all;
      }
    throw unknown(name);
  }

  /** A command by its name, for help. */
  static VerbName verb(String word) {
    VerbName verb = VerbName.of(word);
    if (verb != null) return verb;
    ForeignVerb.refuse(word);
    throw unknown(word);
  }

  private static SondeException unknown(String word) {
    return new SondeException(
        ErrorId.USAGE, "there is no command " + word + " here: help lists those that are");
  }

  private static SondeException elsewhere(VerbName verb) {
    return new SondeException(
        ErrorId.USAGE,
        verb.word() + " is no command of a prompt: give it to sonde on the command line");
  }
}
