package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Dist;
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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a target can do to the operator who traces it, and what it can learn. */
class HostileTargetIT {
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u0080-\\u009f]");

  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void namesAndValues_thatCouldMoveACursor_areSpelledOut(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    Path file = stage.folder().resolve("records.json");
    target.start("odd", 1);
    Sonde shown = odd(jdks, target);
    Sonde json = odd(jdks, target, "--json");
    Sonde kept = odd(jdks, target, "--json", "-o", file);
    for (Sonde each : List.of(shown, json, kept)) {
      each.exits(0);
      assertThat(each.out()).noneMatch(line -> UNSAFE.matcher(line).find());
      assertThat(each.out()).noneMatch(line -> line.startsWith("INJECTED"));
      assertThat(each.err()).noneMatch(line -> UNSAFE.matcher(line).find());
    }
    assertThat(shown.outText())
        .contains(
            "Odd\\r\\n\\u001bc.apply(", "tea\\r\\n\\u001b[2J", "INJECTED\\u202e\\u2066\\u0085");
    assertThat(json.calls().get(0).text("/thread/name")).contains("tea\r\n\u001b[2J");
    assertThat(json.calls().get(0).text("/class")).isEqualTo("com.acme.Odd\r\n\u001bc");
    assertThat(Files.readAllLines(file)).noneMatch(line -> UNSAFE.matcher(line).find());
    assertThat(target.stop()).isPositive();
    target.assertUnnoticed();
  }

  private Sonde odd(Pair jdks, TargetJvm target, Object... more) {
    List<Object> words = new ArrayList<>();
    words.addAll(List.of("trace", target.pid(), "com.acme.Odd*::*", "-n", 3, "-t", "30s"));
    words.addAll(List.of(more));
    return stage.sonde(jdks.operator(), words.toArray());
  }

  @OnePair
  void target_thatIsKilled_isSaid_andLeavesNoFile(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Sonde sonde = endless(jdks, target).awaitRecords("call", 3);
    target.signal("KILL");
    sonde.exits(3);
    assertThat(sonde.errText()).contains("SONDE-LOST: JVM " + target.pid() + " has ended");
    assertThat(foldersOf(target)).isEmpty();
  }

  @OnePair
  void target_thatIsStopped_removesAllWhenItGoesOn(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Sonde sonde = endless(jdks, target).awaitRecords("call", 3);
    target.signal("STOP");
    stage.sonde(jdks.operator(), "sessions", target.pid()).exits(0);
    sonde.signal("KILL");
    target.signal("CONT");
    target.awaitNoThread("sonde");
    stage.sonde(jdks.operator(), "sessions", target.pid()).exits(0);
    assertThat(foldersOf(target)).isEmpty();
    assertThat(target.stop()).isPositive();
    target.assertUnnoticed();
  }

  @OnePair
  void folder_thatIsALinkOfTheTarget_isNotFollowed(Pair jdks) throws IOException {
    TargetJvm target = stage.contained(jdks.target());
    Glance glance = Glance.at(target);
    Path elsewhere = Files.createDirectory(stage.folder().resolve("elsewhere"));
    Files.createSymbolicLink(tmp(target).resolve("sonde-" + uid()), elsewhere);
    String said =
        stage
            .sonde(jdks.operator(), "trace", target.pid(), "com.acme.Hard::tick")
            .refuses(5, "SONDE-PEER");
    assertThat(said).contains("is no folder. Somebody may have planted it");
    assertThat(elsewhere).isEmptyDirectory();
    glance.assertUntouched();
  }

  @OnePair
  void folderOfTheSession_thatIsALinkOfTheTarget_isNeitherFollowedNorSwept(Pair jdks)
      throws IOException {
    TargetJvm target = stage.contained(jdks.target());
    Path elsewhere = Files.createDirectory(stage.folder().resolve("elsewhere"));
    Path library = Files.createFile(elsewhere.resolve("library.jar"));
    Files.setLastModifiedTime(library, FileTime.fromMillis(0));
    Path top = Files.createDirectory(tmp(target).resolve("sonde-" + uid()));
    Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("rwx--x--x"));
    Files.createSymbolicLink(top.resolve("1-1"), elsewhere);
    target.start("slow", 1);
    stage.trace(jdks.operator(), target, "com.acme.Hard::tick", "-n", 2).exits(0);
    assertThat(library).exists();
    target.assertUnnoticed();
  }

  /** They can be read by whoever may look into the target, now and in a file of its crash. */
  @Test
  void agentArguments_holdNoSecret() throws IOException {
    Jdk jdk = Jdks.newest();
    assumeTrue(
        jdk.feature() >= 22 && jdk.has("jfr"), "JFR tells of agents from JDK 22 on, not " + jdk);
    TargetJvm target = stage.program(jdk);
    target.start("slow", 1);
    Sonde sonde = endless(new Pair(jdk, jdk), target).awaitRecords("call", 1);
    String options = agentOptions(target);
    String[] part = options.split(":");
    assertThat(options).matches("[A-Za-z0-9_-]+:1:[0-9a-f]{32}:[0-9a-f]{64}");
    String path = new String(Base64.getUrlDecoder().decode(part[0]), StandardCharsets.UTF_8);
    assertThat(path)
        .matches("/tmp/sonde-" + uid() + "/" + target.pid() + "-[0-9]+/" + part[2] + "\\.sock");
    assertThat(part[3]).isEqualTo(hashOfTargetJar());
    assertThat(target.jcmd("VM.info")).doesNotContain("INC-4711", "development keys");
    sonde.signal("INT");
    sonde.exits(130);
  }

  private String agentOptions(TargetJvm target) {
    String file = stage.folder().resolve("agents.jfr").toString();
    target.jcmd("JFR.start", "name=agents", "settings=default");
    target.jcmd("JFR.dump", "name=agents", "filename=" + file);
    target.jcmd("JFR.stop", "name=agents");
    String events = Shell.run(target.jdk().tool("jfr"), "print", "--events", "jdk.JavaAgent", file);
    Matcher options = Pattern.compile("options = \"([^\"]*)\"").matcher(events);
    assertThat(options.find()).as("%s", events).isTrue();
    return options.group(1);
  }

  private static String hashOfTargetJar() throws IOException {
    try (ZipFile sonde = new ZipFile(Dist.jar().toFile());
        InputStream in = sonde.getInputStream(sonde.getEntry("sonde/target.jar"))) {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private Sonde endless(Pair jdks, TargetJvm target) {
    return stage.trace(
        jdks.operator(),
        target,
        "com.acme.Hard::tick",
        "-n",
        1_000_000,
        "-t",
        "5m",
        "--reason",
        "INC-4711");
  }

  private static List<Path> foldersOf(TargetJvm target) throws IOException {
    Path top = Path.of("/tmp/sonde-" + uid());
    if (!Files.isDirectory(top)) return List.of();
    try (Stream<Path> all = Files.list(top)) {
      return all.filter(each -> each.getFileName().toString().startsWith(target.pid() + "-"))
          .toList();
    }
  }

  private static int uid() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  private static Path tmp(TargetJvm target) {
    return Path.of("/proc/" + target.pid() + "/root/tmp");
  }
}
