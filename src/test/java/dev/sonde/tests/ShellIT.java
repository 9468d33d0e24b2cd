package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Governed;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Share;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Terminal;
import dev.sonde.tests.fixture.Traffic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A jshell inside a target: by a pipe, at a terminal, and in a program that nobody here wrote. */
class ShellIT {
  private static final String CONSENT = "--consent=evaluate";

  @RegisterExtension final Stage stage = new Stage();

  @EachPair
  void snippets_runInTheTarget_asTheyDoInAJshell(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    if (jdks.operator().feature() < jdks.target().feature())
      assertThat(
              stage
                  .sonde(jdks.operator(), "shell", target.pid(), CONSENT)
                  .refuses(3, "SONDE-SHELL-JDK"))
          .contains("runs Java " + jdks.target().feature(), "JAVA_HOME");
    Sonde shell = shell(reader(jdks), target);
    shell.type("ProcessHandle.current().pid()").shows("==> " + target.pid());
    shell.type("String who = \"you\"", "String hi() { return \"hello \" + who; }", "hi()");
    shell.shows("==> \"hello you\"");
    shell.type("String hi() { return \"bye \" + who; }", "hi()").shows("==> \"bye you\"");
    shell.type("int twice() { return half() * 4; }").shows("until method half() is declared");
    shell.type("twice()").shows("attempted to call method twice()");
    shell.type("int half() { return 21; }", "twice()").shows("==> 84");
    shell.type("record Point(int x, int y) {}", "new Point(1, 2)").shows("==> Point[x=1, y=2]");
    shell.type("int third(int[] from) {", "  return from[2];", "}", "third(new int[1])");
    shell.shows("Exception java.lang.ArrayIndexOutOfBoundsException").shows("at third (#");
    shell.type("int wrong = \"text\"").shows("incompatible types");
    shell.type("System.exit(3)").shows("/exit leaves the shell");
    shell.type("for (int i = 0; i < 1_000_000; i++) System.out.println(\"0123456789\".repeat(10))");
    shell.type("com.acme.Orders.class.getClassLoader() == ClassLoader.getSystemClassLoader()");
    shell.shows("==> true");
    assertThat(shell.errText() + shell.outText())
        .contains("99,951,424 bytes more were printed on System.out");
    commandsAreValues(shell, target);
    shell.type("Thread never = new Thread(() -> { })").shows("never ==>"); // holds its group
    // A pipe: some of these snippets failed.
    shell.type("/exit").exits(1);
    assertThat(shell.errText())
        .containsPattern("\\d snippets failed: exit code 1")
        .contains("3 methods restored", "2 loaders", "1 snippet thread")
        .doesNotContain("not removed");
    outside.assertClean();
  }

  private static void commandsAreValues(Sonde shell, TargetJvm target) {
    target.ask("start instance 1");
    shell.type(
        "var t = trace(\"com.acme.Orders::find\", \"amount > 3\", \"--limit=3\", \"--rate=50/s\")");
    shell.type("var first = t.next()", "first.get(\"method\")").shows("==> \"find\"");
    shell.type("t.all().size() + \" more, \" + t.end().get(\"reason\")");
    shell.shows("==> \"2 more, LIMIT\"");
    shell.type("find(\"com.acme.Orders::over\").size()").shows("==> 3");
    shell.type("get(\"com.acme.Orders.REFUSED\")").shows("@message=negative amount");
    shell.type("trace(\"com.acme.Orders::nix\")").shows("Refused: SONDE-NO-MATCH: com.acme.Orders");
    shell.type("run(\"nix\", \"top\")").shows("Refused: SONDE-NO-JAR: ");
    shell.type("var open = trace(\"com.acme.Orders::find\", \"--rate=5/s\")");
    shell.type("open.stop().get(\"reason\")").shows("==> \"STOPPED\"");
    shell.type("String find(int x) { return \"mine \" + x; }", "find(7)").shows("==> \"mine 7\"");
    shell.type("trace(\"com.acme.Orders::find\", \"amount < 0\") + \"\"").shows("it runs");
    target.ask("stop");
  }

  /** Who types at a terminal has completion, Ctrl-C, and is asked for a yes. */
  @OnePair
  void terminal_completesAndStops(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    List<String> command = stage.command(reader(jdks), List.of(), "shell", target.pid());
    Terminal shell = stage.terminal(String.join(" ", command));
    shell.type("yes").shows("/help intro");
    // Only completion makes a name of it.
    shell.press("com.acme.Prog\t").type(".class.getSimpleName()").shows("==> \"Program\"");
    shell.type("{ System.out.println(\"LOOPS \" + 1); while (true) { } }").shows("LOOPS 1");
    shell.press("\003").type("\"after \" + \"loop\"").shows("after loop");
    shell.type("{ System.out.println(\"SLEEPS \" + 1); Thread.sleep(100_000); }").shows("SLEEPS 1");
    shell.press("\003").type("\"after \" + \"sleep\"").shows("after sleep");
    shell.type("var none = trace(\"com.acme.Orders::find\")").shows("none ==>");
    shell.type("{ System.out.println(\"WAITS \" + 1); none.next(); }").shows("WAITS 1");
    shell.press("\003").type("none.stop().get(\"reason\") + \" after wait\"");
    shell.shows("STOPPED after wait");
    snippetThatDoesNotStop_isLeftBehind(shell);
    shell.type("/exit").shows("Goodbye").shows("removed");
    outside.assertClean();
  }

  /** A thread that listens to nobody is left behind, named, and the prompt comes back. */
  private static void snippetThatDoesNotStop_isLeftBehind(Terminal shell) {
    shell.type("Object lock = new Object()").shows("lock ==>");
    shell.type(
        "Thread holder = new Thread(() -> { synchronized (lock) { try { Thread.sleep(60_000); } catch (InterruptedException e) { } } }); holder.start()");
    shell.type("{ System.out.println(\"BLOCKS \" + 1); synchronized (lock) { } }");
    shell.shows("BLOCKS 1").press("\003").shows("is left behind");
    shell.type("Thread.currentThread().getName()").shows("==> \"sonde-snippet-2\"");
    shell.type("holder.interrupt()");
  }

  @OnePair
  void wiremock_stubIsReadAndChanged(Pair jdks) throws Exception {
    int port = Traffic.freePort();
    TargetJvm target = stage.wiremock(jdks.target(), port);
    try (Traffic traffic = Traffic.to(port)) {
      traffic.stub("/hello", "world");
      Outside outside = Outside.of(target);
      Sonde shell =
          shell(reader(jdks), target, "--as", "com.github.tomakehurst.wiremock.WireMockServer");
      shell.type(
          "import com.github.tomakehurst.wiremock.client.WireMock",
          "var stubs = new WireMock(" + port + ").allStubMappings().getMappings()",
          "stubs.get(0).getRequest().getUrlPath()");
      shell.shows("==> \"/hello\"");
      shell.type(
          "Thread server = Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith(\"qtp\")).findFirst().get()",
          "server.getContextClassLoader() == WireMockServer.class.getClassLoader()");
      shell.shows("==> true");
      shell.type(
          "var edited = WireMock.get(WireMock.urlPathEqualTo(\"/hello\")).withId(stubs.get(0).getId())",
          "var answer = WireMock.aResponse().withBody(\"changed\")",
          "new WireMock(" + port + ").editStubMapping(edited.willReturn(answer))",
          "\"edited \" + 1");
      shell.shows("==> \"edited 1\"");
      traffic.start("/hello", "changed");
      Await.until("answers with the changed body", Await.LONG, () -> traffic.answered() > 3);
      traffic.assertAllWell();
      shell.type("/exit").exits(0);
      outside.awaitClean();
    }
  }

  @OnePair
  void policy_thatDoesNotAllowIt_isObeyed_andWhatIsAllowedIsAudited(Pair jdks) throws Exception {
    TargetJvm target = stage.governed(jdks.target());
    Outside outside = Outside.of(target);
    Governed etc = new Governed(target);
    etc.policy(",\"capabilities\":[\"observe\",\"instrument\"]");
    Sonde refused = stage.sonde(reader(jdks), "shell", target.pid(), CONSENT);
    assertThat(refused.refuses(5, "SONDE-POLICY")).contains("evaluate");
    outside.assertClean();

    etc.policy(",\"capabilities\":[\"evaluate\"],\"audit\":\"/etc/sonde/audit.jsonl\"");
    Sonde shell = shell(reader(jdks), target);
    shell.type("int six() { return 6; }", "six() * 7").shows("==> 42");
    shell.type("find(\"com.acme.Orders::over\").size()").shows("==> 3");
    shell.type("/exit").exits(0);
    List<String> run = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    for (JsonNode line : etc.audit("audit.jsonl"))
      if (line.path("command").asText().equals("find")) asked.add(line.path("askedBy").asText());
      else if (line.path("command").asText().equals("shell")) run.add(line.path("args").toString());
    assertThat(run)
        .anyMatch(args -> args.contains("int six() { return 6; }") && args.contains("six() * 7"));
    assertThat(asked).singleElement().asString().startsWith("shell ");
    Sonde audit = stage.sonde(reader(jdks), "audit", "--json").exits(0);
    assertThat(audit.outText()).contains("six() * 7", "tracer-full").doesNotContain("yv66vg");
  }

  @OnePair
  void withoutAYes_nothingIsLoaded(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    Sonde refused = stage.sonde(reader(jdks), "shell", target.pid());
    assertThat(refused.refuses(5, "SONDE-POLICY")).contains("--consent evaluate");
    Sonde loud = stage.sonde(reader(jdks), "shell", target.pid(), CONSENT, "--feedback", "loud");
    assertThat(loud.refuses(2, "SONDE-USAGE")).contains("verbose, normal, concise, silent");
    outside.assertUntouched();
    Sonde unknown =
        stage.sonde(reader(jdks), "shell", target.pid(), CONSENT, "--as", "com.acme.Order5");
    assertThat(unknown.refuses(6, "SONDE-NO-MATCH")).contains("nearest: com.acme.Order");
    List<String> small = List.of("--limit-modules", "java.base");
    Sonde noJshell = stage.sonde(jdks.operator(), small, "shell", target.pid(), CONSENT);
    if (jdks.operator().feature() >= jdks.target().feature())
      assertThat(noJshell.refuses(3, "SONDE-NO-JSHELL"))
          .contains("JAVA_HOME", " get " + target.pid());
    outside.assertClean();
  }

  /** Three shells in one target: one is killed, one has a hard time, and one loses the target. */
  @OnePair
  void shell_thatIsKilled_runsOutOfHeap_beginsAnew_andLosesItsTarget(Pair jdks) throws Exception {
    TargetJvm target = stage.program(jdks.target());
    Path tmp = Files.createDirectory(stage.folder().resolve("tmp"));
    Sonde killed = inTmp(tmp, jdks, target);
    killed.process().destroyForcibly().waitFor();
    assertThat(tmp).isNotEmptyDirectory();

    Sonde shell = inTmp(tmp, jdks, target);
    assertThat(tmp.toFile().list()).as("the folder of the killed one is gone").hasSize(1);
    beginAnew(shell, target);
    shell.type("{ var all = new ArrayList<byte[]>(); while (true) all.add(new byte[1 << 20]); }");
    shell.shows("Exception java.lang.OutOfMemoryError").type("5 + 1").shows("==> 6");
    leaveThingsBehind(shell);
    try (Share share = Share.begin()) {
      shell.type("/exit").exits(1);
      // What the application keeps is not waited for, as compilers are: 16 s.
      assertThat(share.had()).isLessThan(Duration.ofSeconds(14));
    }
    assertThat(shell.errText())
        .contains("The heap is the application's")
        .contains("the application keeps objects of snippets, and they their loader: ")
        .contains("Left (by com.acme.Orders.REFUSED)", "a lambda as Runnable (by System.get")
        .doesNotContain("IllegalStateException")
        .containsPattern("not all removed  .* in \\d+(\\.\\d+)? m?s");
    assertThat(tmp).isEmptyDirectory();

    Sonde lost = inTmp(tmp, jdks, target).type("6 * 7").shows("==> 42");
    target.process().destroyForcibly();
    lost.exits(3);
    assertThat(lost.errText()).contains("SONDE-LOST: JVM " + target.pid() + " has ended");
  }

  private static void leaveThingsBehind(Sonde shell) {
    shell.type(
        "class Left extends RuntimeException { }",
        "var held = (Throwable) Peek.field(com.acme.Orders.class, \"REFUSED\")",
        "held.addSuppressed(new Left())",
        "Runnable lambda = () -> { }",
        "System.getProperties().put(\"lambda\", lambda)",
        "\"put \" + 1");
    shell.shows("==> \"put 1\"");
  }

  private static void beginAnew(Sonde shell, TargetJvm target) {
    shell.type("int kept = 5");
    shell.type("var open = trace(\"com.acme.Orders::find\")", "/reload", "kept + 2").shows("==> 7");
    shell.type("/reset", "kept + 3").shows("symbol:   variable kept");
    shell.type(
        "/env --class-path " + target.folder(), "find(\"com.acme.Orders::over\").size() + 30");
    shell.shows("==> 33");
  }

  private Sonde inTmp(Path tmp, Pair jdks, TargetJvm target) {
    List<String> options = List.of("-Djava.io.tmpdir=" + tmp);
    return stage.sonde(reader(jdks), options, "shell", target.pid(), CONSENT).shows("/help intro");
  }

  private Sonde shell(Jdk operator, TargetJvm target, String... more) {
    List<Object> words = new ArrayList<>(List.of("shell", target.pid(), CONSENT));
    words.addAll(Arrays.asList(more));
    return stage.sonde(operator, words.toArray()).shows("/help intro");
  }

  /** A JDK that reads the classes of the target. */
  private static Jdk reader(Pair jdks) {
    Jdk reader =
        jdks.operator().feature() < jdks.target().feature() ? jdks.target() : jdks.operator();
    assumeTrue(reader.has("jshell"), reader + " has no jshell");
    return reader;
  }
}
