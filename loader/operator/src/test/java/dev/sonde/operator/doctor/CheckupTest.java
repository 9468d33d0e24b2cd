package dev.sonde.operator.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.doctor.Finding.Verdict;
import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Place;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckupTest {
  @TempDir Path root;

  @BeforeEach
  void tmp() throws IOException {
    Files.createDirectory(root.resolve("tmp"));
  }

  @Test
  void jvm_withNothingSpecial_hasNoNo() {
    List<Finding> findings = checkup(17).findings();
    assertThat(findings).extracting(Finding::verdict).doesNotContain(Verdict.NO);
    assertThat(findings).extracting(Finding::subject).doesNotHaveDuplicates();
  }

  @Test
  void jvm_thatTakesNoAgents_isSaidWithItsReason() {
    Attachability no = new Attachability.No(ErrorId.ATTACH_DISABLED, "It was started so.");
    Finding attach = finding(new Checkup(jvm(17, no), root), "attach");
    assertThat(attach.verdict()).isEqualTo(Verdict.NO);
    assertThat(attach.id()).contains(ErrorId.ATTACH_DISABLED);
    assertThat(attach.sentence())
        .isEqualTo(
            "It was started so. From inside: paste into a console of the application, or start it"
                + " with -javaagent:sonde.jar=.. (docs/CONSOLES.md).");
  }

  /** As when a process of the same pid was killed, or somebody planted it. */
  @Test
  void fileInThePlaceOfTheListener_isSaidBeforehand() throws IOException {
    Files.createFile(root.resolve("tmp/.java_pid" + checkup(17).jvm().place().pid()));
    Finding attach = finding(checkup(17), "attach");
    assertThat(attach.id()).contains(ErrorId.ATTACH_SOCKET);
    assertThat(attach.sentence()).contains("is no socket", "rm ");
  }

  @Test
  void killFile_isANo() throws IOException {
    Files.createDirectories(root.resolve("etc/sonde"));
    Files.createFile(root.resolve("etc/sonde/disabled"));
    assertThat(finding(checkup(17), "kill file").id()).contains(ErrorId.KILLED);
  }

  @Test
  void killFile_behindALink_isNotLookedAt() throws IOException {
    Files.createDirectories(root.resolve("elsewhere/sonde"));
    Files.createFile(root.resolve("elsewhere/sonde/disabled"));
    Files.createSymbolicLink(root.resolve("etc"), root.resolve("elsewhere"));
    Finding kill = finding(checkup(17), "kill file");
    assertThat(kill.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(kill.sentence()).isEqualTo("/etc/sonde/disabled cannot be looked at");
  }

  @Test
  void tmp_thatIsALink_isANo() throws IOException {
    Files.delete(root.resolve("tmp"));
    Files.createDirectory(root.resolve("elsewhere"));
    Files.createSymbolicLink(root.resolve("tmp"), root.resolve("elsewhere"));
    assertThat(finding(checkup(17), "files").id()).contains(ErrorId.NAMESPACE);
  }

  @Test
  void policies_areNamed_bothSources() throws IOException {
    write("etc/sonde/policy.json", "{\"version\":1}");
    write("opt/p.json", "{\"version\":1,\"capabilities\":[\"instrument\"]}");
    assertThat(finding(checkup(17, "-Dsonde.policy=/opt/p.json"), "policy").sentence())
        .startsWith("the JVM reads /etc/sonde/policy.json, /opt/p.json before");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"version":1,"capabilities":[]}          | /etc/sonde/policy.json, capabilities: no instrument, which a trace needs
          {"version":1,"capabilities":["observe"]} | /etc/sonde/policy.json, capabilities: no instrument, which a trace needs
          {"version":1,                            | /etc/sonde/policy.json is not in order, and forbids all: \
          """)
  void policy_thatForbidsEachTrace_isANo(String text, String sentence) throws IOException {
    write("etc/sonde/policy.json", text);
    Finding policy = finding(checkup(17), "policy");
    assertThat(policy.id()).contains(ErrorId.POLICY);
    assertThat(policy.sentence()).startsWith(sentence);
  }

  @Test
  void policy_ofTheLaunch_hasToBeThere() {
    assertThat(finding(checkup(17, "-Dsonde.policy=/opt/p.json"), "policy").sentence())
        .isEqualTo("/opt/p.json is not there, and has to be");
  }

  @Test
  void jvm_ofAnotherUser_isNotGuessedAt() {
    Attachability no = new Attachability.No(ErrorId.OTHER_USER, "it belongs to user ada");
    List<Finding> findings = new Checkup(jvm(0, no), root).findings();
    assertThat(findings)
        .extracting(Finding::subject)
        .containsExactly("attach", "our Java", "the rest");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void stderr_isWarnedOf_from21On_unlessTheFlagHidesIt() {
    assertThat(finding(checkup(17), "its stderr").verdict()).isEqualTo(Verdict.OK);
    assertThat(finding(checkup(21), "its stderr").verdict()).isEqualTo(Verdict.NOTE);
    assertThat(finding(checkup(21, "-XX:+EnableDynamicAgentLoading"), "its stderr").verdict())
        .isEqualTo(Verdict.OK);
  }

  @Test
  void namesOfParameters_areLostBelow21() {
    assertThat(finding(checkup(17), "names").verdict()).isEqualTo(Verdict.NOTE);
    assertThat(finding(checkup(21), "names").verdict()).isEqualTo(Verdict.OK);
  }

  /** Only a JVM that had an agent from the start has compiled for it. */
  @Test
  void firstRetransform_isAnnounced_whereNoAgentWasThereBefore() {
    Finding first = finding(checkup(17, "-Xmx1g"), "first agent");
    assertThat(first.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(first.sentence())
        .isEqualTo(
            "the JVM started without agents: the first retransform throws away compiled code,"
                + " which slows it down for seconds");
    for (String agent : List.of("-javaagent:/a.jar", "-agentlib:jdwp", "-agentpath:/a.so"))
      assertThat(checkup(17, agent).findings())
          .extracting(Finding::subject)
          .contains("other agents")
          .doesNotContain("first agent");
  }

  /** The JVM maps the JDK's library for agents with the first of them. */
  @Test
  void firstRetransform_isNotAnnouncedAgain_whereAnAgentWasLoaded() throws IOException {
    Path maps = Files.writeString(root.resolve("maps"), "7f00-7f01 r-xp /jdk/lib/libinstrument.so");
    Finding first = checkup(17, "-Xmx1g").others(maps);
    assertThat(first.subject()).isEqualTo("first agent");
    assertThat(first.verdict()).isEqualTo(Verdict.OK);
    Files.writeString(maps, "7f00-7f01 r-xp /jdk/lib/libjava.so");
    assertThat(checkup(17, "-Xmx1g").others(maps).verdict()).isEqualTo(Verdict.NOTE);
    assertThat(checkup(17, "-Xmx1g").others(root.resolve("nothing")).verdict())
        .isEqualTo(Verdict.NOTE);
  }

  /** Nothing is deleted by looking. */
  @Test
  void socketsOfAKilledSonde_areNamed() throws IOException {
    Jvm jvm = checkup(17).jvm();
    Object uid = Files.getAttribute(root, "unix:uid");
    Path folder = root.resolve("tmp/sonde-" + uid + "/" + jvm.pid() + "-" + jvm.startTime());
    Path socket = Files.createDirectories(folder).resolve("7f3a.sock");
    try (ServerSocketChannel live = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      live.bind(UnixDomainSocketAddress.of(socket));
      assertThat(checkup(17).findings()).extracting(Finding::subject).doesNotContain("left files");
    }
    Finding left = finding(checkup(17), "left files");
    assertThat(left.verdict()).isEqualTo(Verdict.NOTE);
    assertThat(left.sentence())
        .isEqualTo(
            "a sonde was killed: 1 socket in "
                + folder
                + " with nobody behind; sonde sessions deletes what is yours");
    assertThat(socket).exists();
  }

  @Test
  void agentsOfOthers_areNamedWithoutTheirOptions() {
    assertThat(
            finding(checkup(17, "-javaagent:/opt/apm.jar=key=secret"), "other agents").sentence())
        .startsWith("-javaagent:/opt/apm.jar: ")
        .doesNotContain("secret");
  }

  private Checkup checkup(int feature, String... vmArgs) {
    return new Checkup(jvm(feature, new Attachability.Yes(), vmArgs), root);
  }

  private static Finding finding(Checkup checkup, String subject) {
    Optional<Finding> found =
        checkup.findings().stream().filter(each -> each.subject().equals(subject)).findFirst();
    return found.orElseThrow(() -> new AssertionError(checkup.findings()));
  }

  private static Jvm jvm(int feature, Attachability attachable, String... vmArgs) {
    return new Jvm(
        4312,
        1,
        1000,
        1000,
        "ada",
        feature + ".0.1",
        feature,
        "com.acme.Shop",
        List.of(),
        List.of(vmArgs),
        0.03,
        Duration.ofSeconds(200),
        List.of(8080),
        new Place(4312, "", false),
        attachable);
  }
}
