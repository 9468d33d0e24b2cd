package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Child;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Installed;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Share;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The mini tracer: one file of source, pasted or run, against a database under load. */
class MiniIT {
  private static final Duration PATIENCE = Await.LONG;
  private static final String CONNECTION = "org.h2.jdbc.JdbcConnection";
  private static final String STATEMENT = "org.h2.jdbc.JdbcPreparedStatement";

  @RegisterExtension final Stage stage = new Stage();

  /** What somebody else has left. */
  private final List<Path> before = temporary();

  @EachPair
  void source_pastedIntoJshell_traces(Pair jdks) throws IOException {
    assumeTrue(jdks.operator().has("jshell"), jdks.operator() + " has no jshell");
    TargetJvm target = h2(jdks.target());
    Outside outside = Outside.of(target);
    Installed statement = Installed.of(target, STATEMENT);
    Terminal jshell =
        stage.terminal(jdks.operator().tool("jshell") + " -R-Duser.home=" + stage.home());
    jshell.shows("/help intro").paste(text()).shows("created class TracerMini");
    jshell.type("TracerMini.trace(\"" + target.pid() + "\", \"" + STATEMENT + "\", \"setInt\")");
    jshell.shows("end: LIMIT; the code is as before");
    assertTraced(jshell);
    jshell.type("TracerMini.trace(\"" + target.pid() + "\", \"" + STATEMENT + "\", \"addBatch\")");
    jshell.shows("tracing " + STATEMENT + ".addBatch").press("\003"); // never called
    jshell.shows("end: STOPPED; the code is as before").type("6 * 7").shows("==> 42");
    assertOneClassStays(target);
    assertClean(target, outside, statement);
    jshell.type("/exit");
  }

  @EachPair
  void source_pastedIntoSondeShell_tracesInPlace(Pair jdks) throws IOException {
    Jdk operator = jdks.operator(),
        reader = operator.feature() < jdks.target().feature() ? jdks.target() : operator;
    assumeTrue(reader.has("jshell"), reader + " has no jshell");
    TargetJvm target = h2(jdks.target());
    Outside outside = Outside.of(target);
    Installed statement = Installed.of(target, STATEMENT);
    List<String> command =
        stage.command(reader, List.of(), "shell", target.pid(), "--consent=evaluate");
    Terminal shell = stage.terminal(String.join(" ", command)).shows("/help intro");
    shell.paste(text()).shows("created class TracerMini");
    shell.type("TracerMini.trace(\"" + STATEMENT + "\", \"setInt\")");
    shell.shows("end: LIMIT; the code is as before");
    assertTraced(shell);
    shell.type("TracerMini.trace(\"" + STATEMENT + "\", \"addBatch\")"); // never called
    shell.shows("tracing " + STATEMENT + ".addBatch").press("\003");
    // By the interrupt, or by the check that the shell weaves into loops: whichever comes first.
    Await.until(
        "the end of a stopped trace",
        PATIENCE,
        () -> shell.screen().matches("(?s).*end: .*(STOPPED|stopped); the code is as before.*"),
        shell::screen);
    shell.type("/exit").shows("removed");
    assertThat(shell.screen()).doesNotContain("not all removed");
    assertClean(target, outside, statement);
  }

  @OnePair
  void file_runByJava_traces(Pair jdks) {
    TargetJvm target = h2(jdks.target());
    Outside outside = Outside.of(target);
    Installed statement = Installed.of(target, STATEMENT);
    Child mini = mini(jdks.operator(), target, STATEMENT, "executeQuery", "3");
    assertThat(mini.await(PATIENCE)).as("%s", mini.err()).isZero();
    assertThat(mini.out()).hasSize(5).last().isEqualTo("end: LIMIT; the code is as before");
    assertThat(mini.out().get(0))
        .contains("executeQuery()ResultSet", "executeQuery(String)ResultSet")
        .endsWith(" until 3 calls or 60 s");
    Child stopped = mini(jdks.operator(), target, STATEMENT, "addBatch", "3"); // never called
    Await.until("a trace", PATIENCE, () -> !stopped.out().isEmpty(), () -> stopped.err() + "");
    stopped.signal("INT");
    assertThat(stopped.await(PATIENCE)).isEqualTo(130);
    assertThat(stopped.out()).hasSize(2).last().isEqualTo("end: STOPPED; the code is as before");
    Child killed = mini(jdks.operator(), target, STATEMENT, "addBatch", "3");
    Await.until("a trace", PATIENCE, () -> !killed.out().isEmpty(), () -> killed.err().toString());
    assertGoneWith(killed, target);
    assertOneClassStays(target);
    assertClean(target, outside, statement);
  }

  /** As a plugin, with what Sonde gives to each: a verified jar, redaction, a report. */
  @EachPair
  void plugin_traces(Pair jdks) {
    TargetJvm target = h2(jdks.target());
    Outside outside = Outside.of(target);
    Installed connection = Installed.of(target, CONNECTION);
    Sonde traced = plugin(jdks, target, CONNECTION, "prepareStatement", "-n", "3").exits(0);
    assertThat(traced.out()).hasSize(6).contains("end: LIMIT; the code is as before");
    assertThat(traced.out().get(1))
        .contains(".prepareStatement(String(")
        .contains(")) returned org.h2.jdbc.JdbcPrepared");
    assertThat(traced.out().get(5)).contains(" methods restored").contains("methods, lo");
    assertThat(
            plugin(jdks, target, CONNECTION, "prepareStatement", "--limit=1", "--reveal=texts")
                .exits(0)
                .outText())
        .contains("(\"")
        .contains(" orders ");
    assertThat(plugin(jdks, target, "JdbcPreparedStatement", "setInt").exits(6).errText())
        .contains("SONDE-NO-MATCH: no class to trace: JdbcPreparedStatement; alike: [", STATEMENT);
    assertThat(plugin(jdks, target, "dev.sonde.target.Tenant", "run").exits(2).errText())
        .contains("SONDE-USAGE: mini refused: expected no constructor, JDK or Sonde class, got ");
    Sonde killed = plugin(jdks, target, CONNECTION, "abort").shows("tracing ");
    assertGoneWith(killed, target);
    assertClean(target, outside, connection);
  }

  @OnePair
  void request_thatCannotBe_isRefusedInASentence(Pair jdks) {
    TargetJvm target = h2(jdks.target());
    Outside outside = Outside.of(target);
    refused(jdks, target, "*", "*", "refused: expected one class and one method, no wildcard");
    refused(
        jdks,
        target,
        STATEMENT,
        "<init>",
        "refused: expected no constructor, JDK or Sonde class, got "
            + STATEMENT
            + ".<init>; try sonde trace");
    outside.assertUntouched();
    Child none = mini(jdks.operator(), target, "JdbcPreparedStatement", "setInt");
    assertThat(none.await(PATIENCE)).isEqualTo(1);
    assertThat(none.out()).singleElement().asString().contains("alike: [" + STATEMENT);
    Child nobody =
        stage.run(jdks.operator().java(), source() + "", "99999999", STATEMENT, "setInt");
    assertThat(nobody.await(PATIENCE)).isEqualTo(1);
    assertThat(nobody.out())
        .containsExactly(
            "refused: expected a JVM 99999999, and a whole JDK here;"
                + " java.nio.file.NoSuchFileException: /proc/99999999");
    assertThat(nobody.err()).isEmpty();
  }

  private static void assertTraced(Terminal terminal) {
    assertThat(terminal.screen().lines().filter(line -> line.contains(STATEMENT + ".setInt(")))
        .filteredOn(line -> line.contains(" returned after "))
        .hasSize(10)
        .allMatch(line -> line.contains("sql-") && line.contains("<- com.acme.Database."));
  }

  /** Within two seconds, of those in which the machine has a processor to give. */
  private static void assertGoneWith(Child owner, TargetJvm target) {
    target.awaitThread("tracer-mini");
    try (Share share = Share.begin()) {
      owner.signal("KILL");
      target.awaitNoThread("tracer-mini");
      assertThat(share.had()).isLessThan(Duration.ofSeconds(2));
    }
  }

  private Sonde plugin(Pair jdks, TargetJvm target, String... words) {
    List<Object> all = new ArrayList<>(List.of("run", target.pid(), "tracer-mini", "mini"));
    all.addAll(List.of(words));
    return stage.sonde(jdks.operator(), all.toArray());
  }

  private void refused(Pair jdks, TargetJvm target, String type, String method, String why) {
    Child mini = mini(jdks.operator(), target, type, method);
    assertThat(mini.await(PATIENCE)).isEqualTo(1);
    assertThat(mini.out()).containsExactly(why);
    assertThat(mini.err()).isEmpty();
  }

  private TargetJvm h2(Jdk jdk) {
    String path = Dist.programs() + ":" + Dist.dependency("h2");
    return stage.launch(jdk, List.of("-cp", path, "com.acme.Database", "2")).ready();
  }

  private Child mini(Jdk jdk, TargetJvm target, String... words) {
    String[] command = new String[3 + words.length];
    command[0] = jdk.java();
    command[1] = source().toString();
    command[2] = String.valueOf(target.pid());
    System.arraycopy(words, 0, command, 3, words.length);
    return stage.run(command);
  }

  private static String text() throws IOException {
    return Files.readString(source());
  }

  private static Path source() {
    return Dist.root().resolve("plugins/tracer-mini/TracerMini.java");
  }

  /** Nothing stays: no thread, file, socket, no changed code. */
  private void assertClean(TargetJvm target, Outside outside, Installed statement) {
    target.awaitNoThread("tracer-mini");
    outside.awaitClean();
    statement.assertSame();
    assertThat(temporary()).isSubsetOf(before);
    target.ask("stop");
  }

  private static List<Path> temporary() {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith("tracer-mini")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The agent, which no JVM can unload. */
  private static void assertOneClassStays(TargetJvm target) {
    String classes = target.jcmd("VM.class_hierarchy");
    assertThat(classes.lines().filter(line -> line.matches(".*\\bMini[0-9a-f]{6}\\b.*")))
        .hasSize(1);
  }
}
