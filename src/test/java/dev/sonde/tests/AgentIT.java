package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code sonde.jar} as an agent: on the command line of the application, and by jcmd. */
class AgentIT {
  private static final Duration PATIENCE = Await.LONG;

  @RegisterExtension final Stage stage = new Stage();

  @EachPair
  void agents_ofTheStartAndOfJcmd_traceAndLeave(Pair jdks) throws IOException {
    Path first = stage.folder().resolve("first.txt");
    TargetJvm target =
        program(
            jdks.target(), "trace:com.acme.Orders::find(String,int),limit:2,for:5m,out:" + first);
    target.start("instance", 1);
    awaitRemoval(first);
    Outside.awaitOnly(target);
    Path second = stage.folder().resolve("second.txt");
    Path words = stage.folder().resolve("words.txt");
    Files.writeString(
        words,
        "# what jcmd would cut\ntrace com.acme.Orders::find --when 'amount != -1'\n -n 2 --out "
            + second);
    stage.load(target, Dist.jar(), "@" + words);
    awaitRemoval(second);
    assertThat(Files.readString(second)).contains("when  amount != -1");
    target.stop();
    Outside.awaitOnly(target);
    assertThat(target.err()).filteredOn(line -> line.startsWith("end LIMIT")).hasSize(2);
    assertThat(target.err()).noneMatch(line -> line.contains("SONDE-"));
    assertThat(target.out()).allMatch(line -> line.equals("ready") || line.startsWith("done "));
  }

  /** Who has forbidden to attach has not forbidden his own command line. */
  @OnePair
  void agentOfTheStart_needsNoAttachMechanism(Pair jdks) {
    TargetJvm target =
        program(
            jdks.target(),
            "stats:com.acme.Orders::find,for:2s",
            "-XX:+DisableAttachMechanism",
            "-XX:-EnableDynamicAgentLoading");
    target.start("instance", 1);
    Await.until(
        "the removal report",
        PATIENCE,
        () -> target.err().stream().anyMatch(line -> line.contains("removed  ")),
        () -> target.err().toString());
    target.awaitNoThread("sonde-");
    target.stop();
  }

  /** An agent for each kind of words that it does not know. */
  @OnePair
  void agent_withWordsThatItDoesNotKnow_saysSo_andTheApplicationStarts(Pair jdks) {
    String second = "-javaagent:" + Dist.jar() + "=trace:com.acme.Orders::find,colour:red";
    TargetJvm target = program(jdks.target(), "shell:x", second);
    Await.until(
        "its sentences", PATIENCE, () -> target.err().size() >= 3, () -> target.err().toString());
    target.call("instance", 1);
    target.awaitNoThread("sonde-");
    assertThat(target.err())
        .hasSize(3)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("SONDE-USAGE: expected trace:com.acme.Orders::find,")
                    .endsWith("got shell:x. The application goes on without Sonde"))
        .anySatisfy(line -> assertThat(line).startsWith("SONDE-USAGE: unknown option: '--colour'"))
        .contains("the application goes on without Sonde");
    Outside.awaitOnly(target);
  }

  @Test
  void agent_inAnOldJava_saysWhatItNeeds_andTheApplicationStarts() {
    assumeFalse(Jdks.tooOld().isEmpty(), "no JDK below 17 on this machine");
    TargetJvm target =
        stage.launch(
            Jdks.tooOld().get(0), List.of("-javaagent:" + Dist.jar() + "=trace:A::a", "-version"));
    target.await(PATIENCE);
    assertThat(target.err()).anyMatch(line -> line.contains("SONDE-JAVA"));
    assertThat(target.err()).anyMatch(line -> line.contains("version"));
  }

  private TargetJvm program(Jdk jdk, String arguments, String... options) {
    List<String> words = new java.util.ArrayList<>(List.of(options));
    words.add("-Duser.home=" + stage.home());
    words.add("-javaagent:" + Dist.jar() + "=" + arguments);
    return stage.program(jdk, words.toArray(String[]::new));
  }

  private static void awaitRemoval(Path file) {
    Await.until(
        "the removal report in " + file,
        PATIENCE,
        () -> text(file).contains("removed  1 method restored"),
        () -> text(file));
    assertThat(text(file)).contains("Orders.find(", "end LIMIT  2 of 2 calls");
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
