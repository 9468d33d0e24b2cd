package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Child;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Glance;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * JVMs that cannot or must not be reached: one sentence with its id, the exit code, and a target
 * that nobody touched.
 */
class RefusalsIT {
  private static final String FIND = "com.acme.Orders::find";

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void pid_thatNobodyHas_isNoSuchJvm() {
    assertThat(refused(4194305, 3, "SONDE-NO-SUCH-JVM")).contains("4194305");
  }

  @Test
  void pid_ofAProcessThatHasEnded_isNoSuchJvm() {
    Child gone = stage.run("true");
    gone.await(Await.LONG);
    refused(gone.pid(), 3, "SONDE-NO-SUCH-JVM");
  }

  @Test
  void pid_ofAProcessThatIsNoJvm_isNoSuchJvm() {
    Child sleeper = stage.run("sleep", "600");
    refused(sleeper.pid(), 3, "SONDE-NO-SUCH-JVM");
    assertThat(sleeper.alive()).isTrue();
  }

  @Test
  void name_thatNoJvmHas_isNoSuchJvm() {
    refused("no-jvm-is-called-like-this", 3, "SONDE-NO-SUCH-JVM");
  }

  @OnePair
  void name_ofTwoJvms_isAmbiguousAndListsThem(Pair jdks) {
    TargetJvm first = program(jdks, "-Dtwin=1");
    TargetJvm second = program(jdks, "-Dtwin=2");
    Glance glance = Glance.at(first);
    Sonde sonde = stage.sonde(jdks.operator(), "trace", "com.acme.Program", FIND);
    sonde.refuses(3, "SONDE-AMBIGUOUS");
    assertThat(sonde.errText()).contains(String.valueOf(first.pid()), String.valueOf(second.pid()));
    glance.assertUntouched();
  }

  /** Who has to be attached to for saying so keeps an agent class for ever. */
  @OnePair
  void words_thatNoTargetReads_areRefusedWithoutOne(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Glance glance = Glance.at(target);
    String condition = refused(2, "SONDE-CONDITION", jdks, target, FIND, "-w", "id ==");
    assertThat(condition).contains("expected a name or a value, got the end");
    refused(2, "SONDE-PATTERN", jdks, target, "a::b::c");
    refused(2, "SONDE-USAGE", jdks, target, FIND, "--capture=foo");
    glance.assertUntouched();
  }

  private String refused(int exit, String id, Pair jdks, TargetJvm target, Object... words) {
    List<Object> all = new ArrayList<>(List.of("trace", target.pid()));
    all.addAll(List.of(words));
    return stage.sonde(jdks.operator(), all.toArray()).refuses(exit, id);
  }

  @EachPair
  void target_thatDisablesAttach_isRefusedWithTheFlag(Pair jdks) {
    assertThat(
            refusedUntouched(
                jdks, program(jdks, "-XX:+DisableAttachMechanism"), "SONDE-ATTACH-DISABLED"))
        .contains("DisableAttachMechanism");
  }

  @EachPair
  void target_thatDisablesAgents_isRefusedWithTheFlag(Pair jdks) {
    assertThat(
            refusedUntouched(
                jdks, program(jdks, "-XX:-EnableDynamicAgentLoading"), "SONDE-AGENTS-DISABLED"))
        .contains("EnableDynamicAgentLoading");
  }

  @OnePair
  void target_withAnotherClassOfTheBridgesName_isRefused_andFindWorks(Pair jdks)
      throws IOException {
    Path source = Files.createDirectories(stage.folder().resolve("patch/java/lang"));
    Path file = source.resolve("SondeBridge1.java");
    Files.writeString(file, "package java.lang; public final class SondeBridge1 {}");
    Path patch = stage.folder().resolve("patch");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                OutputStream.nullOutputStream(),
                "-source",
                "17",
                "-target",
                "17",
                "--patch-module",
                "java.base=" + patch,
                file.toString());
    assertThat(failed).isZero();
    TargetJvm target = program(jdks, "--patch-module=java.base=" + patch);
    Sonde trace = stage.sonde(jdks.operator(), "trace", target.pid(), FIND);
    assertThat(trace.refuses(3, "SONDE-BRIDGE")).contains("got another one of that name");
    stage.sonde(jdks.operator(), "find", target.pid(), FIND).exits(0);
    target.assertUnnoticed();
  }

  @OnePair
  void target_withAnOddSystemLoader_isRefusedBeforeAnAgentIsLoaded(Pair jdks) {
    TargetJvm target =
        stage.program(
            jdks.target(), "-Xshare:off", "-Djava.system.class.loader=com.acme.OddLoader");
    assertThat(refusedUntouched(jdks, target, "SONDE-SYSTEM-LOADER"))
        .contains("com.acme.OddLoader");
  }

  @OnePair
  void target_thatIsStopped_isNotResponding(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.signal("STOP");
    try {
      stage.sonde(jdks.operator(), "trace", target.pid(), FIND).refuses(3, "SONDE-NOT-RESPONDING");
    } finally {
      target.signal("CONT");
    }
    target.call("instance", 1);
    target.assertUnnoticed();
  }

  @Test
  void target_ofAnOldJdk_isUnsupported() {
    assumeFalse(Jdks.tooOld().isEmpty(), "no JDK below 17 on this machine");
    Jdk old = Jdks.tooOld().get(0);
    TargetJvm target =
        stage.launch(old, List.of("-cp", Dist.programs().toString(), "com.acme.Program"));
    refused(target.pid(), 3, "SONDE-JDK-UNSUPPORTED");
  }

  @OnePair
  void target_ofAnotherUser_isRefused(Pair jdks) throws IOException {
    assumeTrue(
        Shell.has("setpriv") && Shell.run("id", "-u").trim().equals("0"),
        "only root can run Sonde as somebody else, with setpriv");
    TargetJvm target = stage.program(jdks.target());
    Glance glance = Glance.at(target);
    Path jar = readableByAll();
    Path runs = Path.of("/tmp/sonde-65534");
    boolean before = Files.exists(runs);
    Child sonde =
        stage.run(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            jdks.operator().java(),
            "-jar",
            jar.toString(),
            "trace",
            String.valueOf(target.pid()),
            FIND);
    assertThat(sonde.await(Await.LONG)).as("exit; stderr %s", sonde.err()).isEqualTo(3);
    assertThat(sonde.err())
        .filteredOn(line -> !line.startsWith("development keys") && !isOfNoHome(line))
        .singleElement()
        .asString()
        .contains("SONDE-OTHER-USER");
    assertThat(Files.exists(runs)).isEqualTo(before);
    glance.assertUntouched();
  }

  /** The user nobody has no folder to audit in, and hears so. */
  private static boolean isOfNoHome(String line) {
    return line.contains("is not audited on this side");
  }

  private Path readableByAll() throws IOException {
    Path jar = Files.copy(Dist.jar(), stage.folder().resolve("sonde.jar"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(stage.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
    return jar;
  }

  private TargetJvm program(Pair jdks, String option) {
    return stage.program(jdks.target(), option);
  }

  private String refused(Object jvm, int exit, String id) {
    return stage.sonde(Jdks.newest(), "trace", jvm, FIND).refuses(exit, id);
  }

  private String refusedUntouched(Pair jdks, TargetJvm target, String id) {
    Glance glance = Glance.at(target);
    String sentence = stage.sonde(jdks.operator(), "trace", target.pid(), FIND).refuses(3, id);
    glance.assertUntouched();
    return sentence;
  }
}
