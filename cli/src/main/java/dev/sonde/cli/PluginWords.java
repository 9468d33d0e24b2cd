package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.CommandDescription;
import dev.sonde.operator.repository.CommandUsage;
import dev.sonde.operator.repository.CommandUsage.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What follows a plugin's command, told apart by the usage in the plugin's signed description: the
 * options there, by their long or short names, and all else as arguments.
 *
 * @param options by long name without dashes; an empty string for a flag
 */
record PluginWords(List<String> args, Map<String, String> options) {
  static PluginWords of(CommandDescription command, List<String> words) {
    CommandUsage usage = CommandUsage.of(command);
    List<String> args = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String[] parts = word.startsWith("--") ? word.split("=", 2) : new String[] {word};
      Option option = usage.find(parts[0]).orElse(null);
      if (option == null) {
        if (word.startsWith("--")) throw usage(command, "it has no option " + parts[0]);
        args.add(word);
        continue;
      }
      if (!option.takesValue() && parts.length > 1)
        throw usage(command, parts[0] + " has no value");
      if (option.takesValue() && parts.length == 1 && i + 1 == words.size())
        throw usage(command, parts[0] + " needs a value");
      String value = !option.takesValue() ? "" : parts.length > 1 ? parts[1] : words.get(++i);
      if (options.put(option.name(), value) != null)
        throw usage(command, "--" + option.name() + " is given twice");
    }
    return new PluginWords(args, options);
  }

  private static SondeException usage(CommandDescription command, String what) {
    return new SondeException(
        ErrorId.USAGE, command.name() + ": " + what + "; its usage is: " + command.usage());
  }
}
