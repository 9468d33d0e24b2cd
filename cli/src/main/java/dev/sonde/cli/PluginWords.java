package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.CommandDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What follows a plugin's command, told apart by the usage in the plugin's signed description:
 * {@code --name VALUE} and {@code --name} there are options, all else are arguments.
 *
 * @param options by name without dashes; an empty string for a flag
 */
record PluginWords(List<String> args, Map<String, String> options) {
  private static final Pattern OPTION = Pattern.compile("--([a-z][a-z0-9-]*)(?:[ =]([A-Z]\\S*))?");

  static PluginWords of(CommandDescription command, List<String> words) {
    Map<String, Boolean> known = options(command.usage());
    List<String> args = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        args.add(word);
        continue;
      }
      String[] parts = word.substring(2).split("=", 2);
      Boolean takesValue = known.get(parts[0]);
      if (takesValue == null) throw usage(command, "it has no option --" + parts[0]);
      if (!takesValue && parts.length > 1) throw usage(command, "--" + parts[0] + " has no value");
      if (takesValue && parts.length == 1 && i + 1 == words.size())
        throw usage(command, "--" + parts[0] + " needs a value");
      options.put(parts[0], !takesValue ? "" : parts.length > 1 ? parts[1] : words.get(++i));
    }
    return new PluginWords(args, options);
  }

  /** By name, whether a value follows. */
  private static Map<String, Boolean> options(String usage) {
    Map<String, Boolean> options = new LinkedHashMap<>();
    Matcher option = OPTION.matcher(usage);
    while (option.find()) options.put(option.group(1), option.group(2) != null);
    return options;
  }

  private static SondeException usage(CommandDescription command, String what) {
    return new SondeException(
        ErrorId.USAGE, command.name() + ": " + what + "; its usage is: " + command.usage());
  }
}
