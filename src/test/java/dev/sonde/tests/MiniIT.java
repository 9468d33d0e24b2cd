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
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The mini tracer: one file of source, pasted or run, against a database under load. */
class MiniIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String STATEMENT = "org.h2.jdbc.JdbcPreparedStatement";

  @RegisterExtension final Stage stage = new Stage();

  @EachPair
  void source_pastedIntoJshell_traces(Pair jdks) throws IOException {
    assumeTrue(jdks.operator().has("jshell"), jdks.operator() + " has no jshell");
    Terminal jshell =
        stage.terminal(jdks.operator().tool("jshell") + " -R-Duser.home=" + stage.home());
    jshell.shows("/help intro");
    for (String line : Files.readAllLines(source())) jshell.type(line);
    // jshell reads the whole text again after each line: seconds, or minutes on a busy machine. So
    // the database, which is busy, starts later.
    Await.until(
        "a class in jshell",
        Duration.ofMinutes(5),
        () -> jshell.screen().contains("created class TracerMini"),
        jshell::screen);
    TargetJvm target = h2(jdks.target());
    Outside outside = Outside.of(target);
    Installed statement = Installed.of(target, STATEMENT);
    jshell.type("TracerMini.trace(\"" + target.pid() + "\", \"" + STATEMENT + "\", \"setInt\")");
    jshell.shows("end: LIMIT; the code is as before");
    assertThat(jshell.screen().lines().filter(line -> line.contains(STATEMENT + ".setInt(")))
        .filteredOn(line -> line.contains(" returned null after "))
        .hasSize(10)
        .allMatch(line -> line.contains("sql-") && line.contains("<- com.acme.Database."));
    assertClean(target, outside, statement);
    jshell.type("/exit");
  }

  @EachPair
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
    assertClean(target, outside, statement);
  }

  @OnePair
  void owner_killed_takesTheTraceWithIt(Pair jdks) {
    TargetJvm target = h2(jdks.target());
    Outside outside = Outside.of(target);
    Installed statement = Installed.of(target, STATEMENT);
    Child mini = mini(jdks.operator(), target, STATEMENT, "addBatch", "3"); // never called
    Await.until("a trace", PATIENCE, () -> !mini.out().isEmpty(), () -> mini.err().toString());
    target.awaitThread("tracer-mini");
    mini.signal("KILL");
    long killed = System.nanoTime();
    target.awaitNoThread("tracer-mini");
    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(2));
    assertClean(target, outside, statement);
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
        "refused: a constructor has to begin with the call of another one");
    outside.assertUntouched();
    Child none = mini(jdks.operator(), target, "JdbcPreparedStatement", "setInt");
    none.await(PATIENCE);
    assertThat(none.out()).singleElement().asString().contains("alike: [" + STATEMENT);
  }

  private void refused(Pair jdks, TargetJvm target, String type, String method, String why) {
    Child mini = mini(jdks.operator(), target, type, method);
    mini.await(PATIENCE);
    assertThat(mini.out()).containsExactly(why);
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

  private static Path source() {
    return Dist.root().resolve("plugins/tracer-mini/TracerMini.java");
  }

  /** One class stays, and nothing else: no thread, file, socket, no changed code. */
  private static void assertClean(TargetJvm target, Outside outside, Installed statement) {
    target.awaitNoThread("tracer-mini");
    outside.assertClean();
    statement.assertSame();
    String classes = Shell.run(target.jdk().tool("jcmd"), "" + target.pid(), "VM.class_hierarchy");
    assertThat(classes.lines().filter(line -> line.matches(".*\\bMini[0-9a-f]{6}\\b.*")))
        .hasSize(1);
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith("tracer-mini")))
          .isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    target.ask("stop");
  }
}
