package dev.sonde.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words after a verb: {@code --name value...} and what stands before the first of them. */
final class Options {
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  /** {@code allowed} are the names, without dashes, that the verb knows. */
  Options(List<String> words, List<String> allowed) {
    List<String> current = values.computeIfAbsent("", name -> new ArrayList<>());
    for (String word : words) {
      if (!word.startsWith("--")) {
        current.add(word);
      } else if (allowed.contains(word.substring(2))) {
        current = values.computeIfAbsent(word.substring(2), name -> new ArrayList<>());
      } else {
        throw Failure.usage("unknown option " + word + "\n" + Publisher.USAGE);
      }
    }
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The one value of an option that may be left out. */
  String or(String name, String otherwise) {
    return all(name).isEmpty() ? otherwise : one(name);
  }

  /** The one value of an option; {@code ""} is the word before all options. */
  String one(String name) {
    List<String> found = all(name);
    if (found.size() == 1) return found.get(0);
    String expected = name.isEmpty() ? "one word" : "one value of --" + name;
    throw Failure.usage(
        "expected " + expected + " but found " + found.size() + "\n" + Publisher.USAGE);
  }
}
