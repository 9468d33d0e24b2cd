package dev.sonde.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Reads command lines that are plain: each option by its whole name, its value behind it or behind
 * {@code =}, nothing missing and nothing twice that may not be. All others are picocli's, whose
 * interpreter costs a start 15 to 40 ms; a test holds both to the same understanding.
 */
final class PlainWords {
  private final CommandSpec spec;
  private final Map<ArgSpec, List<String>> values = new LinkedHashMap<>();
  private int positionals;

  private PlainWords(CommandSpec spec) {
    this.spec = spec;
  }

  /**
   * @param words all, the command's name first
   * @return null: ask picocli, which also says what is wrong
   */
  static @Nullable ParseResult read(CommandSpec spec, String[] words) {
    if (spec.parser().unmatchedOptionsArePositionalParams()) return null;
    PlainWords plain = new PlainWords(spec);
    for (int i = 1; i < words.length; i++) {
      int used = plain.take(words[i], i + 1 < words.length ? words[i + 1] : null);
      if (used == 0) return null;
      i += used - 1;
    }
    return plain.isWhole() ? plain.result(words) : null;
  }

  /**
   * @throws picocli.CommandLine.ParameterException what is wrong
   */
  static ParseResult byPicocli(VerbName name, CommandSpec spec, String[] words) {
    CommandSpec root = Words.root().addSubcommand(name.word(), spec);
    return new CommandLine(root).setExpandAtFiles(false).parseArgs(words).subcommand();
  }

  /** How many of the two are taken; 0: not plain. */
  private int take(String word, @Nullable String next) {
    if (word.isEmpty() || word.startsWith("\"")) return 0;
    if (!word.startsWith("-")) return position(word) ? 1 : 0;
    OptionSpec option = spec.optionsMap().get(word);
    if (option == null) return assigned(word) ? 1 : 0;
    if (option.usageHelp() || option.versionHelp()) return 0;
    if (option.arity().max() == 0) return isFirst(option) && add(option, "true") ? 1 : 0;
    return next != null && value(option, next) ? 2 : 0;
  }

  /** {@code --name=value}. */
  private boolean assigned(String word) {
    int sign = word.indexOf('=');
    if (!word.startsWith("--") || sign < 0) return false;
    OptionSpec option = spec.optionsMap().get(word.substring(0, sign));
    return option != null && option.arity().max() > 0 && value(option, word.substring(sign + 1));
  }

  private boolean value(OptionSpec option, String value) {
    boolean plain = !value.isEmpty() && !value.startsWith("-") && !value.startsWith("\"");
    return plain && (isMany(option) || isFirst(option)) && add(option, value);
  }

  private boolean position(String word) {
    int at = positionals++;
    PositionalParamSpec taker = null;
    for (PositionalParamSpec each : spec.positionalParameters())
      if (each.index().contains(at)) {
        if (taker != null) return false;
        taker = each;
      }
    return taker != null && add(taker, word);
  }

  private boolean add(ArgSpec arg, String value) {
    List<String> all = values.computeIfAbsent(arg, any -> new ArrayList<>());
    all.add(value);
    return true;
  }

  private boolean isFirst(ArgSpec arg) {
    return !values.containsKey(arg);
  }

  private static boolean isMany(ArgSpec arg) {
    return arg.type() == String[].class;
  }

  private boolean isWhole() {
    for (ArgSpec each : spec.args()) {
      if (each.required() && !values.containsKey(each)) return false;
      List<String> given = values.getOrDefault(each, List.of());
      if (each.isPositional() && given.size() > each.arity().max()) return false;
    }
    return true;
  }

  private ParseResult result(String[] words) {
    ParseResult.Builder result = ParseResult.builder(spec).originalArgs(words);
    values.forEach(
        (arg, given) -> {
          arg.setValue(value(arg, given));
          if (arg instanceof PositionalParamSpec place)
            result.addPositionalParam(place, place.index().min());
          else result.addOption((OptionSpec) arg);
        });
    return result.build();
  }

  private static Object value(ArgSpec arg, List<String> given) {
    if (isMany(arg)) return given.toArray(new String[0]);
    return arg.arity().max() == 0 ? (Object) Boolean.TRUE : given.get(0);
  }
}
