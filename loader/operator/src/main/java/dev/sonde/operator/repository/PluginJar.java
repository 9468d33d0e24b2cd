package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** What a plugin's jar says of itself, in {@code META-INF/sonde.properties}. */
public final class PluginJar {
  static final String PROPERTIES = "META-INF/sonde.properties";

  private PluginJar() {}

  /**
   * Checks the jar's entries and reads its description; {@code where} is how errors name the jar.
   */
  public static PluginDescription describe(byte[] jar, String where) {
    return described(new JarCheck(where).entry(jar, PROPERTIES), where);
  }

  /** The same by its headers, for a jar that a target will unpack. */
  static PluginDescription describeAsTold(byte[] jar, String where) {
    return described(new JarCheck(where).entryAsTold(jar, PROPERTIES), where);
  }

  private static PluginDescription described(Optional<byte[]> found, String where) {
    byte[] text = found.orElseThrow(() -> refused(where, "it is missing"));
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(text, StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      throw refused(where, String.valueOf(e.getMessage()));
    }
    List<String> capabilities = names(properties, "capabilities");
    List<CommandDescription> commands = commands(properties);
    for (CommandDescription each : commands) checkCapability(each, capabilities, where);
    return new PluginDescription(
        id(properties, where),
        value(properties, "version", where),
        number(properties, "line", where),
        number(properties, "api", where),
        capabilities,
        commands);
  }

  private static void checkCapability(
      CommandDescription command, List<String> capabilities, String where) {
    if (command.capability().isEmpty() || capabilities.contains(command.capability())) return;
    String text = "command.%s.capability is \"%s\" where one of capabilities=%s is expected";
    String known = String.join(",", capabilities);
    throw refused(where, String.format(text, command.name(), command.capability(), known));
  }

  /** Whose plugin a jar says that it is; empty for bytes that are no plugin. */
  public static Optional<String> publisher(byte[] jar, String where) {
    try {
      return Optional.of(describe(jar, where).name().publisher());
    } catch (SondeException e) {
      return Optional.empty();
    }
  }

  private static List<CommandDescription> commands(Properties properties) {
    List<CommandDescription> commands = new ArrayList<>();
    for (String name : names(properties, "commands")) {
      String key = "command." + name + ".";
      commands.add(
          new CommandDescription(
              name,
              text(properties, key + "usage"),
              text(properties, key + "summary"),
              text(properties, key + "capability")));
    }
    return commands;
  }

  private static String text(Properties properties, String key) {
    return properties.getProperty(key, "").strip();
  }

  private static List<String> names(Properties properties, String key) {
    String[] names = properties.getProperty(key, "").split(",");
    return Arrays.stream(names).map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  private static String value(Properties properties, String key, String where) {
    String value = properties.getProperty(key, "").strip();
    if (value.isEmpty()) throw refused(where, "it has no " + key);
    return value;
  }

  private static String id(Properties properties, String where) {
    String id = value(properties, "id", where);
    if (PluginId.find(id).filter(it -> it.toString().equals(id)).isPresent()) return id;
    throw refused(where, "id is \"" + id + "\" where NAME or PUBLISHER/NAME is expected");
  }

  private static int number(Properties properties, String key, String where) {
    String value = value(properties, key, where);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw refused(where, key + " is \"" + value + "\" where a number is expected");
    }
  }

  private static SondeException refused(String where, String what) {
    return new SondeException(
        ErrorId.IDENTITY, PROPERTIES + " of " + where + ": " + what + "; tell who published it");
  }
}
