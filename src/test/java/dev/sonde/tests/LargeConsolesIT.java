package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * As {@link ConsolesIT}, in consoles that bring a compiler or a container along, 150 MB to fetch:
 * {@code -Dsonde.matrix=full}.
 */
@EnabledIfSystemProperty(named = "sonde.matrix", matches = "full")
class LargeConsolesIT {
  private static final Duration PATIENCE = Await.LONG;
  private static final String PASTED = "Sonde";
  private static final String REMOVED = "removed  1 method restored";

  @RegisterExtension final Stage stage = new Stage();

  static Stream<Jdk> jdks() {
    return Jdks.supported().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void scala2_tracesItsOwnJvm(Jdk jdk) throws IOException {
    String jars = Dist.dependencies("scala-compiler", "scala-library", "scala-reflect");
    scala(jdk, jars, "scala.tools.nsc.MainGenericRunner");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void scala3_tracesItsOwnJvm(Jdk jdk) throws IOException {
    String jars =
        Dist.dependencies(
            "scala3-compiler_3",
            "scala3-interfaces",
            "scala3-library_3",
            "tasty-core_3",
            "scala-library",
            "scala-asm",
            "compiler-interface",
            "util-interface");
    scala(jdk, jars, "dotty.tools.repl.Main", "-color:never");
  }

  private void scala(Jdk jdk, String jars, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("-usejavacp");
    TargetJvm console = console(jdk, jars + ":" + jline("jline-3."), all);
    console.tell(
        "val t = new Thread(() => { while (true) { new com.acme.Orders(1).find(\"a\", 2);"
            + " Thread.sleep(1) } }); t.setDaemon(true); t.start()");
    console.tell(paste("paste.scala"));
    showsTheTrace(console, "print(sonde(\"poll\"))");
  }

  /** Its security manager is refused by later ones. */
  @Test
  void groovysh_tracesItsOwnJvm() throws IOException {
    assumeTrue(Jdks.oldest().feature() <= 21, "groovysh 4 sets a security manager");
    String jars =
        Dist.dependencies(
            "groovy", "groovy-groovysh", "groovy-console", "groovy-xml", "groovy-templates");
    jars +=
        ":" + Dist.dependencies("groovy-swing", "javaparser-core", "ivy") + ":" + jline("jline-2.");
    TargetJvm console =
        console(Jdks.oldest(), jars, List.of("org.apache.groovy.groovysh.Main", "-T", "off"));
    console.tell(
        "t = new Thread({ while (true) { new com.acme.Orders(1).find('a', 2); Thread.sleep(1) } });"
            + " t.daemon = true; t.start()");
    console.tell(paste("paste.groovy"));
    showsTheTrace(console, "sonde 'poll'");
  }

  /** Of a name that two groups use. */
  private static Path jline(String start) {
    return Stream.of(System.getProperty("java.class.path").split(":"))
        .map(Path::of)
        .filter(each -> each.getFileName().toString().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void kotlinOfJsr223_tracesItsOwnJvm(Jdk jdk) throws IOException {
    assumeTrue(jdk.feature() <= 23, "Kotlin 2.1 knows no Java above 23");
    TargetJvm target =
        stage
            .launch(
                jdk,
                List.of(
                    "-Duser.home=" + stage.home(),
                    "-Xmx512m",
                    "-cp",
                    Dist.programs() + ":" + System.getProperty("java.class.path"),
                    "com.acme.Program"))
            .ready();
    target.start("instance", 1);
    Path script = stage.folder().resolve("first.kts");
    Files.writeString(script, paste("paste.kts"));
    assertThat(answer(target, script)).contains("trace 1  1 method of 1 class");
    Path poll = Files.writeString(stage.folder().resolve("poll.kts"), "sonde(\"poll\")");
    StringBuilder all = new StringBuilder();
    Await.until(
        REMOVED,
        PATIENCE,
        () -> all.append(answer(target, poll)).indexOf(REMOVED) >= 0,
        all::toString);
    assertThat(all).contains("Orders.find(", "end LIMIT  3 of 3 calls");
    target.stop();
    Outside.awaitOnly(target, PASTED);
  }

  private static String answer(TargetJvm target, Path script) {
    int seen = target.out().size();
    target.tell("script kts " + script);
    Await.until(
        "an answer", PATIENCE, () -> target.out().size() > seen, () -> target.err().toString());
    return String.join("\n", target.out().subList(seen, target.out().size()));
  }

  /** The method traced is one of a bundle, called by what is typed. */
  @ParameterizedTest
  @MethodSource("jdks")
  void karaf_tracesItsOwnJvm(Jdk jdk) throws IOException {
    assumeTrue(jdk.feature() <= 21, "this Karaf knows no Java above 21");
    Shell.run("tar", "xzf", Dist.karaf().toString(), "-C", stage.folder().toString());
    String command =
        "stty cols 200 rows 60; env JAVA_HOME=%s EXTRA_JAVA_OPTS=-Duser.home=%s sh %s/apache-karaf-minimal-*/bin/karaf"
            .formatted(jdk.home(), stage.home(), stage.folder());
    Terminal karaf = stage.terminal(command).shows("to shutdown Karaf");
    String execute = "org.apache.felix.gogo.runtime.CommandSessionImpl::execute -n 3";
    paste("paste.gogo").replace("com.acme.Orders::find -n 3", execute).lines().forEach(karaf::type);
    karaf.shows("trace 1  1 method of 1 class").shows("goes on; poll again");
    String poll = "((($js eval 'sonde(\"poll\")') get 0) value)";
    karaf.type("echo one").type("echo two").type(poll).shows("CommandSessionImpl.execute(");
    karaf.type(poll).shows("end LIMIT  3 of 3 calls");
    karaf.type("((($js eval 'sonde(\"stop\")') get 0) value)");
    karaf.shows(REMOVED);
    karaf.type("$js close").type("echo all is over").shows("all is over");
  }

  private TargetJvm console(Jdk jdk, String jars, List<String> words) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-Duser.home=" + stage.home(), "-XX:TieredStopAtLevel=1"));
    arguments.addAll(List.of("-cp", Dist.programs() + ":" + jars));
    arguments.addAll(words);
    return stage.launch(jdk, arguments);
  }

  private static void showsTheTrace(TargetJvm console, String poll) {
    shows(console, "goes on; poll again", "");
    assertThat(screen(console)).contains("trace 1  1 method of 1 class: Orders.find(String, int)");
    shows(console, REMOVED, poll);
    assertThat(screen(console)).contains("Orders.find(name=\"a\", amount=2)", "end LIMIT  3 of 3");
    Outside.awaitOnly(console, PASTED);
  }

  /** Types this again and again. */
  private static void shows(TargetJvm console, String text, String line) {
    Await.until(
        text,
        PATIENCE,
        () -> {
          int seen = console.out().size();
          if (!line.isEmpty()) console.tell(line);
          Await.until(
              "an answer of the console",
              PATIENCE,
              () -> console.out().size() > seen || !console.alive(),
              () -> screen(console));
          return screen(console).contains(text) || !console.alive();
        },
        () -> screen(console) + console.err());
    assertThat(screen(console)).contains(text);
  }

  private static String screen(TargetJvm console) {
    return String.join("\n", console.out());
  }

  private static String paste(String file) throws IOException {
    return Files.readString(Dist.folder().resolve("bootstrap").resolve(file)).strip();
  }
}
