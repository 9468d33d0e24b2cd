package dev.sonde.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The list, in a plugin's jar, of what one of its commands loads: a target reads it to load those
 * classes on a thread that has nothing else to do, while another runs the command. What is missing
 * in it comes later by a fifth of a millisecond.
 */
final class LoadedAhead {
  /** Of which command it is comes behind it. */
  static final String ENTRY = "META-INF/sonde-ahead/";

  private LoadedAhead() {}

  /** The jar, with the list of {@code ahead-COMMAND.txt} beside this class. */
  static Jar listedIn(Jar jar, String command) {
    String list = String.join("\n", namesIn(jar.entries(), command)).replace('/', '.') + "\n";
    return jar.put(ENTRY + command, list.getBytes(StandardCharsets.UTF_8));
  }

  /** As classes of the jar are called, of which one may be several of the list. */
  private static Set<String> namesIn(Map<String, byte[]> entries, String command) {
    Map<String, String> merged = merged(entries.getOrDefault(Merging.LIST, new byte[0]));
    Set<String> names = new LinkedHashSet<>();
    for (String name : names(command)) names.add(merged.getOrDefault(name, name));
    names.removeIf(name -> !entries.containsKey(name + ".class"));
    return names;
  }

  /** What each merged class has become. */
  static Map<String, String> merged(byte[] list) {
    Map<String, String> merged = new HashMap<>();
    new String(list, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split(" = "))
        .forEach(line -> List.of(line[1].split(" ")).forEach(each -> merged.put(each, line[0])));
    return merged;
  }

  /** Internal names, in the order in which they are loaded. */
  static List<String> names(String command) {
    String resource = "ahead-" + command + ".txt";
    try (InputStream in = LoadedAhead.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException("expected " + resource + " in dist");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
