package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Child;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way into a JVM: the attach protocol itself, and what may stand in it. */
class AttachIT {
  private static final int GUEST = 65_533;
  private static final int STRANGER = 65_532;
  private static final Object[] TRACE = {"com.acme.Hard::tick", "-n", 1, "--json"};

  /** What the JDK's own way into a JVM consists of. */
  private static final String JDKS_OWN = "sun.tools.attach.VirtualMachineImpl";

  @RegisterExtension final Stage stage = new Stage();

  /** The JDK's API looks for the socket of such a JVM every 100 ms only. */
  @EachPair
  void jvm_thatNobodyAttachedTo_isReachedWithoutTheApiOfTheJdk(Pair jdks) throws IOException {
    TargetJvm target = ticking(stage.program(jdks.target()));
    assertThat(socketOf(target)).doesNotExist();
    assertThat(loadedBy(stage.sonde(jdks.operator(), logged(), words(target)))).isEmpty();
    assertThat(loadedBy(stage.sonde(jdks.operator(), logged(), words(target)))).isEmpty();
    assertNothingLeft(target);
    target.assertUnnoticed();
  }

  @OnePair
  void machine_withoutAShell_isServedByTheApiOfTheJdk(Pair jdks) throws IOException {
    assumeTrue(
        Shell.attempt(List.of("unshare", "-m", "true"), "").exit() == 0,
        "a mount namespace needs root and unshare");
    TargetJvm target = ticking(stage.program(jdks.target()));
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare", "-m", "sh", "-c", "mount --bind /dev/null /bin/sh; exec \"$@\"", "sh"));
    command.addAll(stage.command(jdks.operator(), logged(), words(target)));
    Child sonde = stage.run(command.toArray(String[]::new));
    assertThat(sonde.await(Await.LONG)).as("%s", sonde.err()).isZero();
    assertThat(String.join("", sonde.out())).contains("\"kind\":\"call\"");
    assertThat(log()).contains(JDKS_OWN);
    target.assertUnnoticed();
  }

  /** Modules java.base and java.logging: neither jdk.attach nor jdk.net. */
  @OnePair
  void sonde_onASmallRuntime_reachesAJvmOfItsOwnUser(Pair jdks) {
    TargetJvm target = ticking(stage.program(jdks.target()));
    List<String> small = List.of("--limit-modules", "java.base,java.logging");
    stage.sonde(jdks.operator(), small, words(target)).exits(0);
    target.assertUnnoticed();
  }

  /** Not even java.logging: nothing can be verified, and nothing is touched. */
  @OnePair
  void sonde_onJavaBaseAlone_saysWhatToDo(Pair jdks) {
    TargetJvm target = ticking(stage.program(jdks.target()));
    List<String> small = List.of("--limit-modules", "java.base");
    Sonde sonde = stage.sonde(jdks.operator(), small, words(target));
    assertThat(sonde.refuses(3, "SONDE-JAVA"))
        .contains(
            "checking signatures needs module java.logging, which ",
            " lacks",
            "/path/to/jdk/bin/java -jar sonde.jar",
            "jlink --add-modules java.base,java.logging,jdk.net");
    assertThat(socketOf(target)).doesNotExist();
    target.assertUnnoticed();
  }

  @OnePair
  void sonde_onASmallRuntime_leavesAJvmOfAnotherUserAlone(Pair jdks) throws IOException {
    TargetJvm target = ticking(stage.programOf(GUEST, jdks.target()));
    List<String> small = List.of("--limit-modules", "java.base,java.logging");
    Sonde sonde = stage.sonde(jdks.operator(), small, words(target));
    assertThat(sonde.refuses(5, "SONDE-PEER")).contains("no module jdk.net", "another user");
    target.assertUnnoticed();
  }

  /** On 17 the JDK's API cannot read such an answer by readAllBytes. */
  @OnePair
  void answer_ofMoreThanEightKilobytes_isReadToItsEnd(Pair jdks) throws IOException {
    List<String> options = new ArrayList<>();
    for (int i = 0; i < 40; i++) options.add("-Dsome.property." + i + "=" + "x".repeat(1_000));
    TargetJvm target = ticking(stage.program(jdks.target(), options.toArray(String[]::new)));
    assertThat(loadedBy(stage.sonde(jdks.operator(), logged(), words(target)))).isEmpty();
    target.assertUnnoticed();
  }

  /** Without performance data, and with its options in a file, the JVM alone can tell them. */
  @OnePair
  void jvm_whoseOptionsCannotBeSeen_isAskedBeforeAnAgentIsLoaded(Pair jdks) throws IOException {
    Path options = stage.folder().resolve("options");
    Files.writeString(options, "-XX:-EnableDynamicAgentLoading");
    TargetJvm target = stage.program(jdks.target(), "-XX:-UsePerfData", "@" + options);
    Sonde sonde = stage.sonde(jdks.operator(), words(target));
    sonde.refuses(3, "SONDE-AGENTS-DISABLED");
    assertThat(sonde.errText()).contains("was started with -XX:-EnableDynamicAgentLoading");
    target.assertUnnoticed();
  }

  @OnePair
  void socket_ofAKilledProcessWithThisPid_isReplaced(Pair jdks) throws IOException {
    TargetJvm target = ticking(stage.program(jdks.target()));
    listener(target).close();
    stage.sonde(jdks.operator(), words(target)).exits(0);
    target.assertUnnoticed();
  }

  /** In a sticky /tmp the JVM could not put its own in its place. */
  @OnePair
  void socket_thatRootLeft_doesNotKeepRootOutOfAGuest(Pair jdks) throws IOException {
    TargetJvm target = ticking(stage.programOf(GUEST, jdks.target()));
    listener(target).close();
    stage.sonde(jdks.operator(), words(target)).exits(0);
    assertThat(Files.getAttribute(socketOf(target), "unix:uid", LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(GUEST);
    target.assertUnnoticed();
  }

  @OnePair
  void socket_thatSomebodyElseListensOn_isNotSpokenTo(Pair jdks) throws IOException {
    TargetJvm target = ticking(stage.programOf(GUEST, jdks.target()));
    try (ServerSocketChannel stranger = listener(target)) {
      Sonde sonde = stage.sonde(jdks.operator(), words(target));
      sonde.refuses(3, "SONDE-ATTACH-SOCKET");
      assertThat(sonde.errText()).contains(socketOf(target).toString(), "uid 0", "rm ");
      stranger.configureBlocking(false);
      assertThat(stranger.accept().read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    target.assertUnnoticed();
  }

  @OnePair
  void file_thatIsNoSocket_isSaidAndStays(Pair jdks) throws IOException {
    TargetJvm target = ticking(stage.program(jdks.target()));
    Files.createFile(socketOf(target));
    Sonde sonde = stage.sonde(jdks.operator(), words(target));
    sonde.refuses(3, "SONDE-ATTACH-SOCKET");
    assertThat(sonde.errText()).contains("is no socket");
    assertThat(socketOf(target)).exists();
    target.assertUnnoticed();
  }

  @OnePair
  void mark_thatAnotherAttachLeft_isUsed(Pair jdks) throws IOException {
    TargetJvm target = ticking(stage.program(jdks.target()));
    Path mark = Files.createFile(mark(target));
    stage.sonde(jdks.operator(), words(target)).exits(0);
    assertThat(mark).exists();
    target.assertUnnoticed();
  }

  /** HotSpot passes it over, and would print its threads at SIGQUIT. */
  @OnePair
  void mark_thatAStrangerPlanted_isPassedOver(Pair jdks) throws IOException {
    TargetJvm target = ticking(stage.programOf(GUEST, jdks.target()));
    Files.setAttribute(Files.createFile(mark(target)), "unix:uid", STRANGER);
    stage.sonde(jdks.operator(), words(target)).exits(0);
    assertThat(mark(target)).exists();
    assertThat(target.folder().resolve(mark(target).getFileName())).doesNotExist();
    target.assertUnnoticed();
  }

  private static TargetJvm ticking(TargetJvm target) {
    target.start("slow", 1);
    return target;
  }

  private static Object[] words(TargetJvm target) {
    List<Object> words = new ArrayList<>(List.of("trace", target.pid()));
    words.addAll(Arrays.asList(TRACE));
    return words.toArray();
  }

  private static Path socketOf(TargetJvm target) {
    return Path.of("/tmp/.java_pid" + target.pid());
  }

  /** What HotSpot looks for at SIGQUIT. */
  private static Path mark(TargetJvm target) {
    return Path.of("/tmp/.attach_pid" + target.pid());
  }

  /** A socket where the JVM's own would be. Closed, it stays as a file. */
  private static ServerSocketChannel listener(TargetJvm target) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socketOf(target)));
    Files.setPosixFilePermissions(socketOf(target), PosixFilePermissions.fromString("rw-------"));
    return server;
  }

  private List<String> logged() {
    return List.of("-Xlog:class+load:file=" + stage.folder().resolve("classes.log"));
  }

  private List<String> loadedBy(Sonde sonde) throws IOException {
    sonde.exits(0);
    return Files.readAllLines(stage.folder().resolve("classes.log")).stream()
        .filter(line -> line.contains(JDKS_OWN))
        .toList();
  }

  private String log() throws IOException {
    return Files.readString(stage.folder().resolve("classes.log"));
  }

  private static void assertNothingLeft(TargetJvm target) {
    assertThat(mark(target)).doesNotExist();
    assertThat(target.folder().resolve(mark(target).getFileName())).doesNotExist();
  }
}
