package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Governed;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Share;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What who owns a JVM has written holds, whoever asks; and the JVM is clean after each refusal. */
class PolicyIT {
  private static final String TICK = "com.acme.Hard::tick";
  private static final String STAYS = "SondeAgent_.*|java\\.lang\\.SondeBridge1";
  private static final String FILE = "/etc/sonde/policy.json";

  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void policy_thatForbids_isObeyed_andNamesItself(Pair jdks) throws IOException {
    TargetJvm target = stage.governed(jdks.target());
    Outside outside = Outside.of(target);
    Governed etc = new Governed(target);

    etc.policy(",\"capabilities\":[\"observe\"]");
    assertThat(refused(jdks, target)).contains(FILE + ", capabilities: ", "instrument");
    stage.sonde(jdks.operator(), "find", target.pid(), TICK).exits(0);

    etc.policy(",\"plugins\":[\"sonde/other\"]");
    assertThat(refused(jdks, target)).contains(FILE + ", plugins: ", "sonde/tracer-full@");

    etc.policy(",\"reason\":\"required\"");
    assertThat(refused(jdks, target)).contains(FILE + ", reason: ");
    traced(jdks, target, "--reason", "INC-1");

    etc.write("policy.json", "{\"version\":1}");
    assertThat(refused(jdks, target)).contains(FILE + ", repositories: ", Governed.root());
    outside.assertClean();
  }

  @OnePair
  void values_areShownAsFarAsThePolicyGoes(Pair jdks) throws IOException {
    TargetJvm target = stage.governed(jdks.target());
    Outside outside = Outside.of(target);
    Governed etc = new Governed(target);
    target.start("slow", 1);

    etc.policy(",\"capabilities\":[\"observe\",\"instrument\"]");
    Sonde types = stage.trace(jdks.operator(), target, TICK, "-n", 1).exits(0);
    assertThat(types.only("start").text("/withheld")).isEqualTo("capture-values");
    assertThat(types.outText()).doesNotContain("\"value\":");
    assertThat(refused(jdks, target, "-w", "x > 1")).contains("capture-values");

    target.call("shop", 5);
    Sonde token = stage.sonde(jdks.operator(), "get", target.pid(), "Shop.apiToken", "--json");
    assertThat(token.refuses(5, "SONDE-POLICY")).contains("capture-values");

    etc.policy("");
    token = stage.sonde(jdks.operator(), "get", target.pid(), "Shop.apiToken", "--json").exits(0);
    assertThat(token.outText()).contains("\"@redacted\":\"name~token\"").doesNotContain("t-4711");
    assertThat(refused(jdks, target, "--reveal", "password")).contains(FILE + ", reveal: ");
    etc.policy(",\"reveal\":[\"password\"]");
    stage.trace(jdks.operator(), target, TICK, "-n", 1, "--reveal", "password").exits(0);
    assertThat(refused(jdks, target, "--reveal", "token")).contains(FILE + ", reveal: ");
    target.stop();
    outside.assertClean();
  }

  @OnePair
  void overhead_ofThePolicy_holdsForWhatIsOnlyCounted(Pair jdks) throws IOException {
    TargetJvm target = stage.governed(jdks.target());
    new Governed(target).policy(",\"overhead\":1");
    target.start("hot", 2);
    Sonde stats =
        stage.sonde(jdks.operator(), "stats", target.pid(), TICK, "-t", "30s", "--json").exits(7);
    assertThat(stats.only("end").text("/reason")).isEqualTo("OVERLOAD");
    assertThat(stats.only("end").text("/advice")).contains(" 1 % are allowed: ");
    target.stop();
  }

  @OnePair
  void policy_thatIsNotInOrder_forbidsAll(Pair jdks) throws IOException {
    TargetJvm target = stage.governed(jdks.target());
    Outside outside = Outside.of(target);
    Governed etc = new Governed(target);

    etc.policy(",\"capabilites\":[]");
    assertThat(refused(jdks, target)).contains(FILE + ": expected one of the keys", "capabilites");

    etc.policy("").mode("policy.json", "rw-rw-rw-");
    assertThat(refused(jdks, target)).contains(FILE + ": ", "mode 666");

    etc.policy("").mode("", "rwxrwxrwx");
    assertThat(refused(jdks, target)).contains(FILE + ": ", "/etc/sonde has mode 777");

    etc.mode("", "rwxr-xr-x");
    traced(jdks, target);
    outside.assertClean();
  }

  /** Where the JVM itself says so, in whatever way it was told. */
  @EachPair
  void policy_ofTheLaunch_isObeyed_whateverThePropertySays(Pair jdks) throws IOException {
    TargetJvm target = stage.governed(jdks.target(), "-Dsonde.policy=/etc/sonde/launch.json");
    Outside outside = Outside.of(target);
    Governed etc = new Governed(target);
    etc.policy("").write("launch.json", "{\"version\":1,\"capabilities\":[\"observe\"]}");
    target.ask("property sonde.policy /etc/sonde/policy.json");
    assertThat(refused(jdks, target)).contains("/etc/sonde/launch.json, repositories: ");
    Files.delete(etc.file("launch.json"));
    assertThat(refused(jdks, target)).contains("/etc/sonde/launch.json: ", "got none");
    outside.assertClean();
  }

  @OnePair
  void policy_thatAppears_holdsForTheNextCommand(Pair jdks) throws IOException {
    TargetJvm target = stage.governed(jdks.target());
    Outside outside = Outside.of(target);
    target.start("slow", 1);
    Sonde running = stage.trace(jdks.operator(), target, TICK, "-n", 100000);
    new Governed(target).policy(",\"capabilities\":[\"observe\"]");
    refused(jdks, target);
    int calls = running.calls().size();
    running.awaitRecords("call", calls + 2).signal("INT");
    running.exits(130);
    target.stop();
    outside.assertClean();
  }

  /** Within five seconds, of those in which the machine has a processor to give. */
  @OnePair
  void killFile_endsWhatRuns_andLetsNobodyIn(Pair jdks) throws IOException {
    TargetJvm target = stage.governed(jdks.target());
    Outside outside = Outside.of(target);
    target.start("slow", 1);
    Sonde running = stage.trace(jdks.operator(), target, TICK, "-n", 100000);
    Governed etc = new Governed(target);
    try (Share share = Share.begin()) {
      Files.createFile(etc.file("disabled"));
      running.exits(5);
      assertThat(share.had()).isLessThan(Duration.ofSeconds(5));
    }
    assertThat(running.errText()).contains("SONDE-KILLED: ", "/etc/sonde/disabled");
    running.only("end");
    assertThat(refusal(jdks, target).refuses(5, "SONDE-KILLED")).contains("/etc/sonde/disabled");
    Files.delete(etc.file("disabled"));
    traced(jdks, target);
    target.stop();
    outside.assertClean();
  }

  @OnePair
  void sessions_haveTheirCaps(Pair jdks) throws IOException {
    TargetJvm target = stage.governed(jdks.target());
    Outside outside = Outside.of(target);
    Governed etc = new Governed(target).policy(",\"sessions\":{\"max\":1}");
    target.start("slow", 1);
    Sonde running = stage.trace(jdks.operator(), target, TICK, "-n", 100000);
    assertThat(refused(jdks, target)).contains("sessions.max: expected at most 1 at a time; got 2");
    running.signal("INT");
    running.exits(130);
    etc.policy(",\"sessions\":{\"maxDuration\":\"1s\"}");
    running = stage.sonde(jdks.operator(), "trace", target.pid(), TICK, "-n", 100000).exits(5);
    assertThat(running.errText()).contains(FILE + ", sessions.maxDuration: ");
    target.stop();
    outside.assertClean();
  }

  @OnePair
  void audit_hasAChainedLineForAllThatWasDone(Pair jdks) throws IOException {
    TargetJvm target = stage.governed(jdks.target());
    Outside outside = Outside.of(target);
    Governed etc = new Governed(target);
    etc.policy(",\"audit\":\"/etc/sonde/audit.jsonl\"");
    traced(jdks, target, "--reason", "INC-1\u001b[2J");
    etc.policy(",\"audit\":\"/etc/sonde/audit.jsonl\",\"plugins\":[]");
    refused(jdks, target);
    List<JsonNode> lines = etc.audit("audit.jsonl");
    assertThat(lines)
        .extracting(line -> line.get("kind").textValue())
        .containsExactly("load", "command", "removal", "refusal", "removal");
    JsonNode load = lines.get(0);
    assertThat(load.get("pid").asLong()).isEqualTo(target.pid());
    assertThat(load.get("peerUid").asLong()).isZero();
    assertThat(load.get("plugin").textValue()).isEqualTo("tracer-full");
    assertThat(load.get("root").textValue()).isEqualTo(Governed.root());
    assertThat(load.get("capabilities")).hasSize(3);
    assertThat(load.get("reason").textValue()).startsWith("INC-1");
    assertThat(lines.get(1).get("args").get(0).textValue()).isEqualTo(TICK);
    assertThat(lines.get(2).get("result").textValue()).isEqualTo("ok");
    assertThat(lines.get(3).get("error").textValue()).startsWith(FILE + ", plugins");
    stage.sonde(jdks.operator(), "audit", etc.file("audit.jsonl"), "--check").exits(0);
    assertThat(Files.readString(etc.file("audit.jsonl"))).doesNotContain("\u001b");
    outside.assertClean();
  }

  /** Also on 25, and with what is recorded the loaders of the session can still be collected. */
  @EachPair
  void audit_isAnEvent_whileSomebodyRecords(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.jcmd("JFR.configure", "repositorypath=" + stage.folder());
    target.jcmd("JFR.start", "name=test");
    Outside outside = Outside.of(target);
    traced(jdks, target);
    Path file = stage.folder().resolve("test.jfr");
    target.jcmd("JFR.dump", "name=test", "filename=" + file);
    assertThat(RecordingFile.readAllEvents(file))
        .filteredOn(event -> event.getEventType().getName().equals("dev.sonde.Audit"))
        .extracting(event -> event.getString("kind") + " " + event.getString("result"))
        .containsExactly("load ok", "command ok", "removal ok");
    // Not of descriptors: the recorder has begun another file.
    Await.until(
        "no class of the session",
        Await.LONG,
        () -> outside.look().classes().stream().allMatch(each -> each.matches(STAYS)),
        () -> outside.look().classes().toString());
    assertThat(outside.look().classes()).anyMatch(each -> each.matches(STAYS));
  }

  @OnePair
  void audit_thatCannotBeWritten_stopsTheLoad(Pair jdks) throws IOException {
    TargetJvm target = stage.governed(jdks.target());
    Outside outside = Outside.of(target);
    Governed etc = new Governed(target);
    etc.policy(",\"audit\":\"/etc/sonde/audit.jsonl\"");
    Files.writeString(etc.file("elsewhere"), "");
    Files.createSymbolicLink(etc.file("audit.jsonl"), Path.of("/etc/sonde/elsewhere"));
    assertThat(refused(jdks, target)).contains("/etc/sonde/audit.jsonl, audit: ", "no link");
    assertThat(etc.file("elsewhere")).isEmptyFile();
    Files.delete(etc.file("audit.jsonl"));

    Shell.run("mkfifo", "-m", "600", etc.file("audit.jsonl").toString());
    assertThat(refused(jdks, target)).contains("expected a regular file");
    Files.delete(etc.file("audit.jsonl"));

    traced(jdks, target);
    // A tmpfs gives pages: the last one of the file is filled first.
    Path log = etc.file("audit.jsonl");
    String page = "x".repeat(4095 - (int) (Files.size(log) % 4096)) + "\n";
    Files.writeString(log, page, StandardOpenOption.APPEND);
    long size = Files.size(log);
    List<String> fill = List.of("dd", "if=/dev/zero", "of=" + etc.file("full"), "bs=4k");
    assertThat(Shell.attempt(fill, "").text()).contains("No space left");
    assertThat(refused(jdks, target)).contains("audit: ", "No space left");
    assertThat(Files.size(log)).isEqualTo(size);
    Files.delete(etc.file("full"));
    traced(jdks, target);
    assertThat(Files.size(log)).isGreaterThan(size);
    outside.assertClean();
  }

  private void traced(Pair jdks, TargetJvm target, Object... more) {
    List<Object> words = new ArrayList<>(List.of("trace", target.pid(), TICK, "-t", "200ms"));
    words.addAll(List.of(more));
    stage.sonde(jdks.operator(), words.toArray()).exits(0);
  }

  private Sonde refusal(Pair jdks, TargetJvm target, Object... more) {
    List<Object> words = new ArrayList<>(List.of("trace", target.pid(), TICK));
    words.addAll(List.of(more));
    return stage.sonde(jdks.operator(), words.toArray());
  }

  private String refused(Pair jdks, TargetJvm target, Object... more) {
    return refusal(jdks, target, more).refuses(5, "SONDE-POLICY");
  }
}
