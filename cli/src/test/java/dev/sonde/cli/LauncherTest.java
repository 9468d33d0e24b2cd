package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script that starts Sonde, with shell scripts in the place of Java runtimes. */
class LauncherTest {
  @TempDir private Path folder;
  private Path launcher;

  @BeforeEach
  void install() throws IOException {
    launcher = Files.createDirectories(folder.resolve("dist/bin")).resolve("sonde");
    Files.copy(Path.of("src/main/dist/sonde"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
  }

  @Test
  void java_isStartedCleanOfForeignOptions() throws Exception {
    Path home = runtime("jdk", "JAVA_VERSION=\"21.0.1\"");
    String said =
        run(
            Map.of(
                "JAVA_HOME",
                home.toString(),
                "JAVA_TOOL_OPTIONS",
                "-javaagent:x.jar",
                "JDK_JAVA_OPTIONS",
                "-Xint",
                "_JAVA_OPTIONS",
                "-Xmx1k"),
            "list",
            "a b");
    assertThat(said)
        .contains("[-XX:+UseSerialGC]", "[-cp]", "/../lib/sonde.jar]", "[list]", "[a b]")
        .contains("options: . . .");
  }

  @Test
  void command_isPassedOn_asItWasTyped() throws Exception {
    String home = runtime("jdk", "JAVA_VERSION=\"21.0.1\"").toString();
    assertThat(run(Map.of("JAVA_HOME", home), "list")).contains("command: " + launcher + "\n");
    assertThat(run(Map.of("JAVA_HOME", home, "SONDE_COMMAND", "./sonde"), "list"))
        .contains("command: ./sonde\n");
    String path = launcher.getParent() + ":" + System.getenv("PATH");
    assertThat(run(Map.of("JAVA_HOME", home, "PATH", path), "list")).contains("command: sonde\n");
  }

  @Test
  void trace_withoutALimit_hasTheBetterCompiler() throws Exception {
    String home = runtime("jdk", "JAVA_VERSION=\"21.0.1\"").toString();
    assertThat(run(Map.of("JAVA_HOME", home), "trace", "1", "A::b", "-n", "100"))
        .contains("[-XX:TieredStopAtLevel=1]");
    assertThat(run(Map.of("JAVA_HOME", home), "trace", "1", "A::b", "-n", "unlimited"))
        .contains("[-XX:+UseSerialGC]")
        .doesNotContain("TieredStopAtLevel");
  }

  /** What ends soon is started from all that the JDK's own archive has. */
  @Test
  void jdk17_hasTheCollectorThatItKeepsObjectsFor() throws Exception {
    String home = runtime("jdk", "JAVA_VERSION=\"17.0.15\"").toString();
    assertThat(run(Map.of("JAVA_HOME", home), "trace", "1", "A::b"))
        .contains("[-XX:+UseG1GC]", "[-XX:ParallelGCThreads=1]")
        .doesNotContain("Serial");
    assertThat(run(Map.of("JAVA_HOME", home), "trace", "1", "A::b", "-n", "unlimited"))
        .contains("[-XX:+UseSerialGC]")
        .doesNotContain("G1");
    assertThat(run(Map.of("JAVA_HOME", home), "shell", "1"))
        .contains("[-XX:+UseSerialGC]")
        .doesNotContain("G1");
  }

  /** What goes on alone is started by Java, and not by the script. */
  @Test
  void detachedTrace_hasTheSameFlags() throws Exception {
    String home = runtime("jdk", "JAVA_VERSION=\"21.0.1\"").toString();
    for (String limit : List.of("100", "unlimited", "--limit=unlimited")) {
      String[] args = {"trace", "1", "A::b", "-n", limit, "--detach"};
      List<String> said = run(Map.of("JAVA_HOME", home), args).lines().toList();
      List<String> flags = said.subList(0, said.indexOf("[-cp]"));
      assertThat(DetachedProcess.flags(List.of(args)).stream().map(each -> "[" + each + "]"))
          .as(limit)
          .containsExactlyInAnyOrderElementsOf(flags);
    }
  }

  /** Each kind of command loads other classes. */
  @Test
  void shell_hasAnArchiveOfItsOwn() throws Exception {
    String home = runtime("jdk", "JAVA_VERSION=\"21.0.1\"").toString();
    Path lib = Files.createDirectories(folder.resolve("dist/lib"));
    Files.createFile(lib.resolve("sonde-21.0.1.jsa"));
    assertThat(run(Map.of("JAVA_HOME", home), "list")).contains("/../lib/sonde-21.0.1.jsa]");
    assertThat(run(Map.of("JAVA_HOME", home), "shell", "1")).doesNotContain(".jsa]");
    Files.createFile(lib.resolve("sonde-shell-21.0.1.jsa"));
    assertThat(run(Map.of("JAVA_HOME", home), "shell", "1"))
        .contains("/../lib/sonde-shell-21.0.1.jsa]", "[-Xmx512m]");
  }

  @Test
  void javaHome_tooOld_isPassedOver() throws Exception {
    Path old = runtime("jdk8", "JAVA_VERSION=\"1.8.0_402\"");
    assertThat(run(Map.of("JAVA_HOME", old.toString()), "--java-home").strip())
        .isNotEqualTo(old.toString());
  }

  @Test
  void javaHome_withoutAReleaseFile_isAskedItself() throws Exception {
    Path home = runtime("custom", null);
    assertThat(run(Map.of("JAVA_HOME", home.toString()), "--java-home").strip())
        .isEqualTo(home.toString());
  }

  private Path runtime(String name, String release) throws IOException {
    Path home = folder.resolve(name);
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        if [ "$1" = -version ]; then echo 'openjdk version "25-ea" 2025-09-16' >&2; exit; fi
        for each in "$@"; do echo "[$each]"; done
        echo "options: ${JAVA_TOOL_OPTIONS:-.} ${JDK_JAVA_OPTIONS:-.} ${_JAVA_OPTIONS:-.}"
        echo "command: $SONDE_COMMAND"
        """);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    if (release != null) Files.writeString(home.resolve("release"), release + "\n");
    return home;
  }

  private String run(Map<String, String> environment, String... args) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString()).redirectErrorStream(true);
    builder.command().addAll(List.of(args));
    builder.environment().remove("SONDE_COMMAND");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
