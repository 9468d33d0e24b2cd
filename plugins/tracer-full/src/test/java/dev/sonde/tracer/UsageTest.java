package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code sonde run} knows of a command what its usage says, and nothing else. */
class UsageTest {
  private static final Pattern OPTION = Pattern.compile("--([a-z-]+)");

  /** By its usage, and what the operator adds to each call. */
  private static Set<String> options(String command) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = UsageTest.class.getResourceAsStream("/META-INF/sonde.properties")) {
      properties.load(in);
    }
    Set<String> options =
        OPTION
            .matcher(properties.getProperty("command." + command + ".usage"))
            .results()
            .map(each -> each.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    options.addAll(Set.of("jvm", "session"));
    return options;
  }

  @Test
  void usage_ofTrace_hasAllThatItTakes() throws IOException {
    assertThat(options("trace")).isEqualTo(TraceCommand.OPTIONS);
  }

  @Test
  void usage_ofStats_hasAllThatItTakes() throws IOException {
    assertThat(options("stats")).isEqualTo(StatsCommand.OPTIONS);
  }

  @Test
  void usage_ofGet_hasAllThatItTakes() throws IOException {
    assertThat(options("get")).isEqualTo(GetCommand.OPTIONS);
  }
}
