package dev.sonde.operator.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JavaCommandTest {
  @Test
  void of_kernelGivesExactWords() {
    JavaCommand command =
        JavaCommand.of(
            List.of("java", "-Xmx1g", "-cp", "x", "com.acme.Main", "a b", "c"),
            told("com.acme.Main a b c", "-Xmx1g"));

    assertThat(command.main()).isEqualTo("com.acme.Main");
    assertThat(command.args()).containsExactly("a b", "c");
    assertThat(command.vmArgs()).containsExactly("-Xmx1g");
  }

  @Test
  void of_jarWithSpaces() {
    JavaCommand command =
        JavaCommand.of(
            List.of("java", "-jar", "/opt/my app.jar", "run"), told("/opt/my app.jar run", ""));

    assertThat(command.main()).isEqualTo("/opt/my app.jar");
    assertThat(command.args()).containsExactly("run");
  }

  @Test
  void of_argumentFile_trustsTheJvm() {
    JavaCommand command =
        JavaCommand.of(
            List.of("java", "@args"),
            told("com.acme.Main x", "-Dfoo=1 -XX:-EnableDynamicAgentLoading"));

    assertThat(command.main()).isEqualTo("com.acme.Main");
    assertThat(command.args()).containsExactly("x");
    assertThat(JavaCommand.flag(command.vmArgs(), "EnableDynamicAgentLoading", true)).isFalse();
  }

  @Test
  void of_noPerfData_parsesTheCommandLine() {
    JavaCommand command =
        JavaCommand.of(
            List.of("java", "-Da=b", "--add-opens", "a/b=c", "-m", "mod/Main", "x"), PerfData.NONE);

    assertThat(command.main()).isEqualTo("mod/Main");
    assertThat(command.vmArgs()).containsExactly("-Da=b", "--add-opens", "a/b=c");
  }

  @Test
  void of_sourceLauncher_isTheFile() {
    JavaCommand command =
        JavaCommand.of(
            List.of("java", "Hello.java"),
            told("jdk.compiler/com.sun.tools.javac.launcher.Main Hello.java x", ""));

    assertThat(command.main()).isEqualTo("Hello.java");
    assertThat(command.args()).containsExactly("x");
  }

  @Test
  void flag_lastWordCounts() {
    assertThat(JavaCommand.flag(List.of("-XX:-A", "-XX:+A"), "A", false)).isTrue();
    assertThat(JavaCommand.flag(List.of("-A"), "A", true)).isFalse();
    assertThat(JavaCommand.flag(List.of(), "A", true)).isTrue();
  }

  @Test
  void property_lastValueCounts() {
    assertThat(JavaCommand.property(List.of("-Da=1", "-Da=2", "-Dab=3"), "a")).isEqualTo("2");
  }

  private static PerfData told(String command, String vmArgs) {
    return new PerfData(Map.of("sun.rt.javaCommand", command, "java.rt.vmArgs", vmArgs));
  }
}
