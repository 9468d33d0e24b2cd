package dev.sonde.cli;

import dev.sonde.operator.session.Owner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The vocabulary that commands share. */
final class Words {
  static final String JVM_HELP =
      "A pid, a unique part of a main class or jar, :8080 (who listens there), or . (the only"
          + " one).";
  private static final String HELP = "--help";
  private static final String JSON = "--json";
  private static final String REASON = "--reason";

  private Words() {}

  static CommandSpec command(String name, String... description) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage()
        .description(description)
        .width(100)
        .abbreviateSynopsis(false)
        .sortOptions(false);
    return spec;
  }

  static CommandSpec root() {
    CommandSpec spec =
        command("sonde", "Adds a tracer to a JVM that is already running, and takes it out again.");
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print the version.")
            .build());
    spec.usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "sonde COMMAND --help says more. Exit: 0 done, 1 internal, 2 usage, 3 JVM not"
                + " reachable or not fit,",
            "4 repository not reachable or refused by verification, 5 refused by policy or a safety"
                + " limit,",
            "6 nothing matched, 7 ended early by a budget, 8 fewer calls than expected, 129 SIGHUP,",
            "130 Ctrl-C, 143 SIGTERM.");
    return complete(spec);
  }

  /** Adds the option that ends each help text. */
  static CommandSpec complete(CommandSpec spec) {
    return spec.addOption(
        OptionSpec.builder("-h", HELP).usageHelp(true).description("Print this text.").build());
  }

  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names[0], rest(names)).description(description).build();
  }

  static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names[0], rest(names))
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** May be given again and again. */
  static OptionSpec values(String label, String description, String... names) {
    return OptionSpec.builder(names[0], rest(names))
        .type(String[].class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec json() {
    return flag("Print one JSON object a line.", JSON);
  }

  static OptionSpec reason() {
    return value(
        "TEXT",
        "Why, in one line: a claim, shown by sonde sessions and audited (SONDE_REASON).",
        REASON);
  }

  /** The JVM that a command is about. */
  static PositionalParamSpec jvm() {
    return required(0, "JVM", JVM_HELP);
  }

  static PositionalParamSpec required(int index, String label, String description) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .arity("1")
        .required(true)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static PositionalParamSpec many(int from, String arity, String label, String description) {
    return PositionalParamSpec.builder()
        .index(from + "..*")
        .arity(arity)
        .required(!arity.startsWith("0"))
        .type(String[].class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** The words from the second on. */
  static List<String> tail(ParseResult words) {
    for (PositionalParamSpec each : words.matchedPositionals())
      if (each.index().min() == 1) return List.of(each.<String[]>getValue());
    return List.of();
  }

  /** Takes over options that the plugin calls what they are called here, as they were typed. */
  static void copy(ParseResult words, Map<String, String> options, String... names) {
    for (String name : names)
      if (words.hasMatchedOption(name))
        options.put(name.substring(2), words.matchedOptionValue(name, ""));
  }

  /** As {@link #copy}, of an option that may be given again and again. */
  static void join(ParseResult words, Map<String, String> options, String separator, String name) {
    if (words.hasMatchedOption(name))
      options.put(
          name.substring(2), String.join(separator, words.matchedOptionValue(name, new String[0])));
  }

  static boolean wantsJson(ParseResult words) {
    return words.hasMatchedOption(JSON);
  }

  /** Who types these words, and why. */
  static Owner owner(ParseResult words) {
    return Owner.current(words.matchedOptionValue(REASON, reasonByDefault()));
  }

  static String reasonByDefault() {
    return System.getenv().getOrDefault("SONDE_REASON", "");
  }

  private static String[] rest(String[] names) {
    return Arrays.copyOfRange(names, 1, names.length);
  }
}
