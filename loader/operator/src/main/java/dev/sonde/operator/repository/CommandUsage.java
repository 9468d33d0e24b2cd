package dev.sonde.operator.repository;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The usage of a plugin's command, as its signed description words it: {@code NAME JVM}, arguments,
 * and a bracket for each option. {@code [--live]} is a flag, {@code [--by size|count]} takes a
 * value, whatever its label looks like, and {@code [-n|--limit CALLS]} has a short name besides.
 *
 * @param faults what cannot be understood, in sentences
 */
public record CommandUsage(List<Option> options, List<String> faults) {
  /**
   * What {@code sonde run} takes itself or passes to the plugin by itself: a plugin's option of
   * such a name would never arrive.
   */
  public static final Set<String> TAKEN =
      Set.of(
          "--json",
          "--out",
          "-o",
          "--reason",
          "--consent",
          "--repository",
          "--offline",
          "--stay",
          "--allow-http",
          "--help",
          "-h",
          "--jvm",
          "--session");

  private static final Pattern BRACKET = Pattern.compile("\\[([^\\[\\]]*)\\]");
  private static final Pattern OPTION =
      Pattern.compile(
          "(?:(-[A-Za-z])\\s*\\|\\s*)?--([a-z][a-z0-9-]*)(?:\\s*=\\s*|\\s+(?!\\|)|$)(.*)");

  public CommandUsage {
    options = List.copyOf(options);
    faults = List.copyOf(faults);
  }

  /**
   * One option.
   *
   * @param shortName with its dash, or null
   * @param name the long one, without dashes
   */
  public record Option(@Nullable String shortName, String name, boolean takesValue) {
    /** Whether it is meant by a word with its dashes. */
    boolean isCalled(String word) {
      return word.equals("--" + name) || word.equals(shortName);
    }
  }

  /** What is understood of a usage, and what is not. */
  public static CommandUsage of(CommandDescription command) {
    List<Option> options = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    String begin = command.name() + " JVM";
    if (!(command.usage() + " ").startsWith(begin + " "))
      faults.add("it does not begin with \"" + begin + "\"");
    Matcher bracket = BRACKET.matcher(command.usage());
    while (bracket.find()) {
      String text = bracket.group(1).strip();
      if (text.startsWith("-")) option(text).ifPresentOrElse(options::add, () -> odd(text, faults));
    }
    outside(bracket.replaceAll(" "), faults);
    names(options, faults);
    return new CommandUsage(options, faults);
  }

  /** The option that a word with its dashes means. */
  public Optional<Option> find(String word) {
    return options.stream().filter(each -> each.isCalled(word)).findFirst();
  }

  private static Optional<Option> option(String text) {
    Matcher option = OPTION.matcher(text);
    if (!option.matches()) return Optional.empty();
    String label = option.group(3);
    if (label.startsWith("-") || label.contains(" -") || label.contains("|-"))
      return Optional.empty();
    return Optional.of(new Option(option.group(1), option.group(2), !label.isEmpty()));
  }

  private static void odd(String text, List<String> faults) {
    faults.add("[" + text + "] is none of [--name], [--name VALUE] and [-n|--name VALUE]");
  }

  private static void outside(String rest, List<String> faults) {
    if (rest.indexOf('[') >= 0 || rest.indexOf(']') >= 0)
      faults.add("its brackets are not closed, or stand in one another");
    for (String word : rest.strip().split("\\s+"))
      if (word.startsWith("-")) faults.add(word + " is not in a bracket of its own");
  }

  private static void names(List<Option> options, List<String> faults) {
    Set<String> seen = new HashSet<>();
    for (Option each : options) {
      name("--" + each.name(), seen, faults);
      if (each.shortName() != null) name(each.shortName(), seen, faults);
    }
  }

  private static void name(String name, Set<String> seen, List<String> faults) {
    if (TAKEN.contains(name)) faults.add(name + " is sonde's own and never reaches a plugin");
    if (!seen.add(name)) faults.add(name + " is there twice");
  }
}
