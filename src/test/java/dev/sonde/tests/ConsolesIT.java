package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Repl;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Terminal;
import dev.sonde.tests.fixture.Traffic;
import dev.sonde.tests.fixture.Unchanged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The lines of docs/CONSOLES.md, word for word, in consoles that applications have: the JVM traces
 * itself, and is clean afterwards.
 */
class ConsolesIT {
  private static final Duration PATIENCE = Await.LONG;

  private static final String FIND = "com.acme.Orders::find";

  /** The class that was pasted: the console keeps it. */
  private static final String PASTED = "Sonde";

  @RegisterExtension final Stage stage = new Stage();

  private int scripts;

  /** By the MBean: nobody has attached to this JVM, and nobody does. */
  @OnePair
  void groovy4_tracesItsOwnJvm(Pair jdks) throws IOException {
    TargetJvm target = groovy(jdks, "groovy");
    target.start("instance", 1);
    assertThat(groovy(target, text -> text))
        .contains("trace 1  1 method of 1 class: Orders.find(String, int)");
    StringBuilder all = new StringBuilder();
    Await.until(
        "the removal report",
        PATIENCE,
        () -> {
          all.append(groovy(target, text -> last(text, "'poll'")));
          return all.indexOf("removed  1 method restored") >= 0;
        },
        all::toString);
    assertThat(all).contains("Orders.find(", "end LIMIT  3 of 3");
    // Asked for while the trace ends by itself: the console must not hold what it has looked at.
    assertThat(groovy(target, text -> last(text, "'start', '" + FIND + " -n 3'; sonde 'stop'")))
        .contains(" / removed  1 method restored");
    target.stop();
    assertThat(Path.of("/tmp/.java_pid" + target.pid())).doesNotExist();
    Outside.awaitOnly(target, PASTED);
    assertSilent(target);
  }

  /** By the attach listener, which has been woken to look from outside. */
  @OnePair
  void groovy24_tracesItsOwnJvm(Pair jdks) throws IOException {
    assumeTrue(jdks.target().feature() <= 21, "Groovy 2.4 knows no Java above 21");
    TargetJvm target = groovy(jdks, "groovy-all", OPENED);
    Outside outside = Outside.of(target);
    target.start("slow", 1);
    String said =
        groovy(target, text -> text.replace(FIND + " -n 3", "com.acme.Hard::tick -n unlimited"));
    assertThat(said).contains("trace 1  1 method of 1 class: Hard.tick(int)");
    assertThat(groovy(target, text -> last(text, "'stop'")))
        .contains("end STOPPED", " / removed  1 method restored");
    target.stop();
    outside.awaitCleanBut(PASTED, "Sonde$run"); // how this Groovy calls it
    assertSilent(target);
  }

  /** What Groovy 2.4 needs on a Java with modules, as Jenkins is started with it. */
  private static final String[] OPENED = {
    "--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.util=ALL-UNNAMED"
  };

  @OnePair
  void trace_ofAnotherConsole_isReplaced_andOneThatNobodyPollsRemoved(Pair jdks)
      throws IOException {
    TargetJvm target = groovy(jdks, "groovy", "-XX:+DisableAttachMechanism");
    String nothing = groovy(target, text -> last(text, "'poll'")); // Groovy has started by now
    assertThat(nothing).contains("nothing goes on here");
    assertThat(groovy(target, text -> last(text, "'start'"))).contains("expected start with a pat");
    Unchanged unchanged = Unchanged.of(() -> fingerprint(target));
    target.start("slow", 1);
    String first = groovy(target, text -> last(text, "'start', 'Hard::tick -n unlimited'"));
    assertThat(first).contains("trace 1  1 method of 1 class");
    String second = // each script loads a bootstrap of its own
        groovy(target, text -> last(text, "'start', 'Hard::tick -n unlimited --lease 2s'"));
    assertThat(second)
        .contains("replaced:", "end STOPPED", "removed  1 method restored")
        .contains("trace 1  1 method of 1 class", "poll again within 2 s");
    target.awaitNoThread("sonde-");
    target.stop();
    unchanged.check();
    assertThat(groovy(target, text -> last(text, "'poll'"))).contains("nothing goes on here");
    assertSilent(target);
  }

  @OnePair
  void groovy_withAWrongByte_loadsNothing(Pair jdks) throws IOException {
    TargetJvm target = groovy(jdks, "groovy");
    target.tell(
        "groovy "
            + script(text -> text.replaceFirst("'[0-9a-f]{64}'", "'" + "0".repeat(64) + "'")));
    Await.until(
        "the refusal",
        PATIENCE,
        () -> target.out().stream().anyMatch(line -> line.startsWith("BAD groovy")),
        () -> target.out().toString());
    Outside.awaitOnly(target);
  }

  @OnePair
  void clojure_tracesItsOwnJvm(Pair jdks) throws IOException {
    int port = Traffic.freePort();
    String path = Dist.programs() + ":" + Dist.dependency("clojure");
    path += ":" + Dist.dependency("spec.alpha") + ":" + Dist.dependency("core.specs.alpha");
    String server = "{:port " + port + " :accept clojure.core.server/repl}";
    TargetJvm target =
        stage
            .launch(
                jdks.target(),
                List.of(
                    "-Duser.home=" + stage.home(),
                    "-Dclojure.server.repl=" + server,
                    "-cp",
                    path,
                    "clojure.main",
                    "-e",
                    "(com.acme.Program/main (into-array String []))"))
            .ready();
    target.start("instance", 1);
    Outside outside = Outside.of(target);
    try (Repl repl = new Repl(port)) {
      assertThat(repl.type(paste("paste.clj"))).contains("trace 1  1 method of 1 class");
      assertThat(repl.type("(sonde \"text\" \"find 'x\")")) // the console keeps it, as *e
          .contains("SONDE-USAGE: expected a closing '");
      repl.typeUntil("(print (sonde \"poll\"))", "removed  1 method restored");
      assertThat(repl.all()).contains("Orders.find(", "end LIMIT  3 of 3 calls");
      Outside.awaitOnly(target, PASTED); // with what the console still has
    }
    target.stop();
    outside.awaitCleanBut(PASTED);
    target.assertUnnoticed();
  }

  @OnePair
  void jshell_tracesItsOwnJvm(Pair jdks) throws IOException {
    assumeTrue(jdks.operator().has("jshell"), jdks.operator() + " has no jshell");
    String command = jdks.operator().tool("jshell") + " --class-path " + Dist.programs();
    Terminal jshell =
        stage.terminal(command + " -R-Duser.home=" + stage.home()).shows("/help intro");
    jshell.type(paste("paste.jsh").strip()).shows("created class Sonde");
    String loop =
        "new com.acme.Orders(1).find(\"a\", 2);"
            + " java.util.concurrent.locks.LockSupport.parkNanos(1000000);";
    jshell.type("var t = new Thread(() -> { while (true) { " + loop + " } })");
    jshell.type("t.setDaemon(true); t.start()");
    jshell.type("System.out.print(Sonde.run(\"start\", \"com.acme.Orders::find -n unlimited\"))");
    jshell.shows("trace 1  1 method of 1 class").shows("goes on; poll again");
    jshell.type("System.out.print(Sonde.run(\"stop\"))");
    jshell.shows("end STOPPED").shows("removed  1 method restored");
    jshell.type("/exit");
  }

  /** Without the classes and the descriptor that stay; each script of Groovy has its own class. */
  private static String fingerprint(TargetJvm target) {
    return target
        .ask("fingerprint")
        .replaceAll("(classes|loaders)=\\[[^|]*\\]", "$1=")
        .replaceAll("/tmp/sonde-[^,]*\\.jar \\(deleted\\), ", "");
  }

  private TargetJvm groovy(Pair jdks, String engine, String... options) {
    String path = Dist.programs() + ":" + Dist.dependency(engine);
    List<String> words = new java.util.ArrayList<>(List.of(options));
    words.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Duser.home=" + stage.home(),
            "-cp",
            path,
            "com.acme.Program"));
    return stage.launch(jdks.target(), words).ready();
  }

  private String groovy(TargetJvm target, UnaryOperator<String> change) {
    try {
      return target.ask("groovy " + script(change));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path script(UnaryOperator<String> change) throws IOException {
    Path script = stage.folder().resolve("script" + ++scripts + ".groovy");
    return Files.writeString(script, change.apply(paste("paste.groovy")));
  }

  private static String last(String paste, String words) {
    return paste.replaceFirst("(?m)^sonde '.*$", "sonde " + words);
  }

  private static String paste(String file) throws IOException {
    return Files.readString(Dist.folder().resolve("bootstrap").resolve(file));
  }

  /** Groovy 2.4 has the JVM warn of its reflection; nobody else says anything. */
  private static void assertSilent(TargetJvm target) {
    assertThat(target.err()).noneMatch(line -> line.contains("SONDE") || line.contains("sonde"));
    assertThat(target.out()).allMatch(line -> line.equals("ready") || line.startsWith("done "));
  }
}
