package dev.sonde.operator.attach;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The thread in a JVM that takes commands from outside, however one speaks with it. */
interface Listener extends AutoCloseable {
  /** Its system properties. */
  Map<String, String> systemProperties() throws IOException;

  /** What it says of its own options, for instance {@code sun.jvm.args}. */
  Map<String, String> agentProperties() throws IOException;

  /**
   * Loads an agent, and returns when its entry point has.
   *
   * @throws IOException with a text that {@link Failures#attaching} knows
   */
  void load(String jar, String arguments) throws IOException;

  @Override
  void close() throws IOException;

  static Map<String, String> strings(Properties properties) {
    Map<String, String> strings = new HashMap<>();
    for (String name : properties.stringPropertyNames())
      strings.put(name, properties.getProperty(name));
    return strings;
  }
}
