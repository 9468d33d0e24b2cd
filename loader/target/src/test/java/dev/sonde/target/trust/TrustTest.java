package dev.sonde.target.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.api.UsageException;
import dev.sonde.json.JsonObject;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  @TempDir private Path folder;

  private TrustedPath way;
  private Path log;

  @BeforeEach
  void begin() throws IOException {
    folder = folder.toRealPath();
    int uid = (Integer) Files.getAttribute(folder, "unix:uid");
    way = new TrustedPath(folder, List.of(uid), TrustedPath.GROUP_OR_OTHERS);
    log = folder.resolve("audit.jsonl");
  }

  private Trust trust(String... named) throws IOException {
    AuditTrail audit = new AuditTrail("5e55", SocketChannel.open(), way);
    PolicySources sources = new PolicySources(folder, List.of(named), way);
    return new Trust(sources, new KillFile(folder.resolve("disabled")), audit);
  }

  private Path policy(String name, String keys) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "{\"version\":1" + keys + "}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }

  private static Errand errand(String command, String... option) {
    Map<String, String> options = option.length == 0 ? Map.of() : Map.of(option[0], option[1]);
    return new Errand(command, List.of("a.B::c"), options, List.of(), "");
  }

  @Test
  void withNothingWritten_tracingIsAllowed() throws Exception {
    Trust trust = trust();
    trust.enter();
    Grants grants = trust.admit(PoliciesTest.tracer());
    grants.loading();
    grants.allow(errand("trace"));
    assertThat(grants.granted("instrument")).isTrue();
    assertThat(grants.granted("evaluate")).isFalse();
    assertThat(trust.due()).isNull();
  }

  @Test
  void whatAPluginDoesNotList_itIsNotGranted() throws Exception {
    policy("policy.json", ",\"capabilities\":[\"evaluate\"]");
    assertThat(trust().admit(PoliciesTest.tracer()).granted("change")).isFalse();
  }

  @Test
  void policy_thatTightens_holdsForTheNextCommand() throws Exception {
    Grants grants = trust().admit(PoliciesTest.tracer());
    grants.allow(errand("trace"));
    policy("policy.json", ",\"capabilities\":[\"observe\"]");
    assertThatThrownBy(() -> grants.allow(errand("trace")))
        .hasMessageStartingWith(folder.resolve("policy.json") + ", capabilities: ");
    assertThat(grants.granted("instrument")).isFalse();
    grants.allow(errand("find"));
    policy("policy.json", ",\"plugins\":[]");
    assertThatThrownBy(() -> grants.allow(errand("find"))).hasMessageContaining(", plugins: ");
  }

  @Test
  void policy_ofTheLaunch_holdsToo_andHasToExist() throws Exception {
    policy("policy.json", ",\"capabilities\":[\"observe\",\"instrument\"]");
    Path launch = policy("launch.json", ",\"capabilities\":[\"observe\"]");
    Grants grants = trust(launch.toString()).admit(PoliciesTest.tracer());
    assertThatThrownBy(() -> grants.allow(errand("trace")))
        .hasMessageStartingWith(launch + ", capabilities: ");
    Files.delete(launch);
    assertThatThrownBy(() -> grants.allow(errand("find")))
        .hasMessage(
            launch
                + ": expected the file of -Dsonde.policy, got none; with a policy that is not in"
                + " order nothing is allowed");
    assertThatThrownBy(() -> trust("conf/p.json").enter())
        .hasMessageStartingWith("conf/p.json: expected an absolute path in -Dsonde.policy");
  }

  @Test
  void reveal_isAnOptionThatNeedsThePolicy() throws Exception {
    policy("policy.json", ",\"reveal\":[\"iban\"]");
    Grants grants = trust().admit(PoliciesTest.tracer());
    grants.allow(errand("trace", "reveal", "iban"));
    assertThatThrownBy(() -> grants.allow(errand("trace", "reveal", "iban, password")))
        .hasMessageEndingWith("reveal: expected one of [iban]; got password");
  }

  @Test
  void killFile_stopsAllThatIsNew() throws Exception {
    Trust trust = trust();
    Grants grants = trust.admit(PoliciesTest.tracer());
    Files.createSymbolicLink(folder.resolve("disabled"), Path.of("nowhere"));
    String said = "expected no " + folder.resolve("disabled");
    assertThatThrownBy(trust::enter).hasMessageStartingWith(said);
    assertThatThrownBy(() -> trust.admit(PoliciesTest.tracer())).hasMessageStartingWith(said);
    assertThatThrownBy(() -> grants.allow(errand("find")))
        .hasMessageStartingWith(said)
        .extracting("id")
        .isEqualTo("SONDE-KILLED");
  }

  @Test
  void killFile_belowWhatIsNoFolder_cannotBeTold() throws Exception {
    Path none = Files.writeString(folder.resolve("file"), "");
    assertThat(new KillFile(none.resolve("disabled")).refusal()).isNotNull();
    assertThat(new KillFile(folder.resolve("none/disabled")).refusal()).isNull();
  }

  @Test
  void audit_hasALineForAllThatWasDone() throws Exception {
    policy("policy.json", ",\"audit\":\"" + log + "\",\"reveal\":[]");
    Trust trust = trust();
    Grants grants = trust.admit(PoliciesTest.tracer("reason"));
    grants.loading();
    grants.allow(errand("trace", "when", "secret == 1"));
    assertThatThrownBy(() -> grants.allow(errand("trace", "reveal", "x")))
        .isInstanceOf(UsageException.class);
    grants.failed(new IllegalStateException("what a plugin says may be a value"));
    assertThat(trust.removed("STOPPED", true)).isNull();
    List<JsonObject> lines =
        Files.readAllLines(log).stream()
            .map(line -> JsonObject.read(line.getBytes(StandardCharsets.UTF_8)))
            .toList();
    assertThat(lines)
        .extracting(line -> line.string("kind") + " " + line.string("result"))
        .containsExactly(
            "load ok", "command ok", "refusal SONDE-POLICY", "refusal SONDE-PLUGIN", "removal ok");
    assertThat(lines.get(2).string("error"))
        .isEqualTo(folder.resolve("policy.json") + ", reveal: expected one of []; got x");
    assertThat(lines.get(3).string("error")).isEqualTo("java.lang.IllegalStateException");
    assertThat(lines).allMatch(line -> line.string("user").equals("ann"));
    assertThat(lines.get(0).keys())
        .containsExactly(
            "v",
            "prev",
            "time",
            "kind",
            "session",
            "pid",
            "started",
            "peerUid",
            "user",
            "reason",
            "plugin",
            "version",
            "sha256",
            "repository",
            "root",
            "development",
            "staleDays",
            "versions",
            "capabilities",
            "result");
    assertThat(Files.readString(log)).doesNotContain("secret", "may be a value");
    assertThat(trust.lastAudit()).hasSize(64);
  }

  @Test
  void audit_thatCannotBeWritten_stopsLoadsAndCommands_notTheRemoval() throws Exception {
    policy("policy.json", ",\"audit\":\"" + folder.resolve("none/audit") + "\"");
    Trust trust = trust();
    Grants grants = trust.admit(PoliciesTest.tracer());
    assertThatThrownBy(grants::loading)
        .hasMessageStartingWith(
            folder.resolve("none/audit")
                + ", audit: expected to append a line; NoSuchFileException")
        .hasMessageEndingWith("what cannot be audited is not done");
    assertThatThrownBy(() -> grants.allow(errand("find"))).isInstanceOf(UsageException.class);
    assertThat(trust.removed("STOPPED", true)).contains("none/audit");
  }

  @Test
  void launchArguments_areThoseOfTheJvm_notItsProperties() throws Exception {
    System.setProperty("sonde.policy", "/tmp/none");
    try {
      assertThat(LaunchArguments.policies(null)).isEmpty();
    } finally {
      System.clearProperty("sonde.policy");
    }
  }

  /** The JVM's own answer is null when it was started as {@code java Main}. */
  @Test
  void launchArguments_thatAreNone_nameNoPolicy() {
    assertThat(LaunchArguments.named(null)).isEmpty();
    assertThat(LaunchArguments.named(new String[] {"-Xmx1g", "-Dsonde.policy=/a"}))
        .containsExactly("/a");
  }

  @Test
  void policy_upTo64KiB() throws Exception {
    String start = "{\"version\":1";
    policy("policy.json", " ".repeat((64 << 10) - start.length() - 1));
    trust().enter();
    policy("policy.json", " ".repeat((64 << 10) - start.length()));
    assertThatThrownBy(() -> trust().enter())
        .hasMessageStartingWith(folder + "/policy.json: expected at most 65536 bytes; with a");
  }

  /** What somebody sends may be long; a line is not. */
  @Test
  void audit_isBounded() throws Exception {
    policy("policy.json", ",\"audit\":\"" + log + "\"");
    Grants grants = trust().admit(PoliciesTest.tracer());
    List<String> many = java.util.Collections.nCopies(21, "x".repeat(257));
    grants.allow(new Errand("find", many, Map.of(), List.of(), ""));
    grants.allow(new Errand("find", List.of("y".repeat(256)), Map.of(), List.of(), ""));
    List<String> lines = Files.readAllLines(log);
    String cut = "\"" + "x".repeat(256) + "…\"";
    assertThat(lines.get(0))
        .contains("\"args\":[" + String.join(",", java.util.Collections.nCopies(20, cut)) + "]");
    assertThat(lines.get(1)).contains("\"args\":[\"" + "y".repeat(256) + "\"]");
    trust().admit(PoliciesTest.tracer("delegated")).loading();
    JsonObject line =
        JsonObject.read(Files.readAllLines(log).get(2).getBytes(StandardCharsets.UTF_8));
    assertThat(line.object("versions").keys()).hasSize(41);
  }

  @Test
  void refusal_isAudited_alsoOfASessionThatMayNotBegin() throws Exception {
    policy("policy.json", ",\"sessions\":{\"max\":0},\"audit\":\"" + log + "\"");
    assertThatThrownBy(() -> trust().enter()).hasMessageContaining("sessions.max");
    policy("policy.json", ",\"plugins\":[],\"audit\":\"" + log + "\"");
    assertThatThrownBy(() -> trust().admit(PoliciesTest.tracer()))
        .hasMessageContaining(", plugins: ");
    assertThat(Files.readAllLines(log))
        .hasSize(2)
        .allMatch(it -> it.contains("\"kind\":\"refusal\"") && it.endsWith("SONDE-POLICY\"}"));
  }

  @Test
  void overhead_isThePolicys() throws Exception {
    policy("policy.json", ",\"overhead\":7");
    assertThat(trust().admit(PoliciesTest.tracer()).overhead()).isEqualTo(7);
  }

  @Test
  void removal_thatLeftSomething_saysSo() throws Exception {
    policy("policy.json", ",\"audit\":\"" + log + "\"");
    Trust trust = trust();
    trust.enter();
    assertThat(trust.removed("STOPPED", false)).isNull();
    assertThat(Files.readString(log)).contains("\"ended\":\"STOPPED\",\"result\":\"incomplete\"");
  }

  @Test
  void session_endsWhenItsTimeIsOver_byTheShortestPolicy() throws Exception {
    policy("policy.json", ",\"sessions\":{\"maxDuration\":\"2h\"}");
    Path launch = policy("launch.json", ",\"sessions\":{\"maxDuration\":\"90s\"}");
    Trust trust = trust(launch.toString());
    long before = System.nanoTime();
    trust.enter();
    assertThat(trust.due(before + TimeUnit.SECONDS.toNanos(89))).isNull();
    assertThat(trust.due(System.nanoTime() + TimeUnit.SECONDS.toNanos(91)))
        .isEqualTo(
            new Ending(
                "TIME",
                "SONDE-POLICY: "
                    + launch
                    + ", sessions.maxDuration: expected a session of at most 90 s; got a longer one"));
  }

  @Test
  void session_endsWhenItIsForbidden_lookedForOnceASecond() throws Exception {
    Trust trust = trust();
    trust.enter();
    long now = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    assertThat(trust.due(now)).isNull();
    Files.createFile(folder.resolve("disabled"));
    assertThat(trust.due(now + TimeUnit.MILLISECONDS.toNanos(999))).isNull();
    Ending ending = trust.due(now + TimeUnit.SECONDS.toNanos(1));
    assertThat(ending.reason()).isEqualTo("KILLED");
    assertThat(ending.error()).startsWith("SONDE-KILLED: expected no " + folder);
  }

  @Test
  void audit_saysWhichProcessItWas_andWho() throws Exception {
    policy("policy.json", ",\"audit\":\"" + log + "\"");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      try (SocketChannel socket = SocketChannel.open(address)) {
        AuditTrail audit = new AuditTrail("5e55", socket, way);
        PolicySources sources = new PolicySources(folder, List.of(), way);
        new Trust(sources, new KillFile(folder.resolve("disabled")), audit)
            .admit(PoliciesTest.tracer())
            .loading();
      }
    }
    JsonObject line = JsonObject.read(Files.readAllBytes(log));
    ProcessHandle self = ProcessHandle.current();
    assertThat(line.integer("pid", 0)).isEqualTo(self.pid());
    assertThat(line.string("started"))
        .isEqualTo(self.info().startInstant().map(Object::toString).orElse(""));
    assertThat(line.integer("peerUid", 0))
        .isEqualTo(((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue());
    assertThat(line.strings("capabilities"))
        .containsExactly("observe", "instrument", "capture-values");
  }

  @Test
  void audit_isAnEventToo_whereSomebodyRecords() throws Exception {
    Trust trust = trust();
    trust.admit(PoliciesTest.tracer()).loading();
    Path file = folder.resolve("recorded.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      trust.admit(PoliciesTest.tracer()).allow(errand("trace"));
      recording.stop();
      trust.removed("STOPPED", true);
      recording.dump(file);
    }
    assertThat(RecordingFile.readAllEvents(file))
        .filteredOn(it -> it.getEventType().getName().equals("dev.sonde.Audit"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.getString("kind")).isEqualTo("command");
              assertThat(it.getString("result")).isEqualTo("ok");
              assertThat(it.getString("line")).contains("\"command\":\"trace\"");
            });
    assertThat(log).doesNotExist();
  }
}
