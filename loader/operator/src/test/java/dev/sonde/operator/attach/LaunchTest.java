package dev.sonde.operator.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LaunchTest {
  private static final String VERSION =
      """
      4312:
      OpenJDK 64-Bit Server VM version 17.0.15+6-Debian-1deb12u1
      JDK 17.0.15
      """;

  @Test
  void printed_isWhatHotSpotSays() {
    Launch launch =
        Launch.printed(
            VERSION,
            """
            4312:
            VM Arguments:
            jvm_flags: -EnableDynamicAgentLoading
            jvm_args: -Dfoo=bar -Djava.system.class.loader=com.acme.Loader\s
            java_command: com.acme.Main -Djava.system.class.loader=no
            java_class_path (initial): app.jar:lib/a b.jar
            Launcher Type: SUN_STANDARD
            """);

    assertThat(launch)
        .isEqualTo(
            new Launch(
                "17.0.15",
                List.of(
                    "-EnableDynamicAgentLoading",
                    "-Dfoo=bar",
                    "-Djava.system.class.loader=com.acme.Loader"),
                "app.jar:lib/a b.jar"));
  }

  @Test
  void printed_nothing_isNothing() {
    Launch launch = Launch.printed("", "");

    assertThat(launch).isEqualTo(new Launch("", List.of(), ""));
  }

  @Test
  void of_properties() {
    Properties system = new Properties();
    system.setProperty("java.version", "21.0.1");
    system.setProperty("java.class.path", "app.jar");
    Properties agent = new Properties();
    agent.setProperty("sun.jvm.args", "-Xmx1g -Da=b");

    assertThat(Launch.of(system, agent))
        .isEqualTo(new Launch("21.0.1", List.of("-Xmx1g", "-Da=b"), "app.jar"));
  }
}
