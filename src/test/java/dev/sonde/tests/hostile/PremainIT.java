package dev.sonde.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.broken.Sentinel;
import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Forge;
import dev.sonde.tests.fixture.HostileJar;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Signer;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Each refusal of verification, met by an agent while the application starts: one JVM with an agent
 * for each of them. The application starts, finds nothing wrong, and has nothing of ours but the
 * agent's class.
 */
class PremainIT {
  private static final String VERSION = "9.9.9";
  private static final Duration PATIENCE = Await.LONG;

  @RegisterExtension final Stage stage = new Stage();

  private final List<AutoCloseable> open = new ArrayList<>();

  static Stream<Row> rows() {
    return Stream.of(
        new Row(
            Group.POLICY,
            "premain meets each refusal",
            Way.AGENT,
            "its id on stderr; the application starts, and is left alone",
            "PremainIT"));
  }

  @OnePair
  void refusals_leaveTheApplicationAlone(Pair jdks) throws Exception {
    Map<String, String> repositories = new LinkedHashMap<>();
    jars(repositories);
    metadata(repositories);
    transport(repositories);
    assertThat(repositories.keySet()).hasSizeGreaterThan(12);
    try {
      TargetJvm target = stage.program(jdks.target(), options(repositories));
      target.call("instance", 100);
      List<String> ids = List.copyOf(repositories.keySet());
      Await.until(
          "a refusal of each kind",
          PATIENCE,
          () -> ids.stream().allMatch(id -> count(target, id) == 1),
          () -> target.err().toString());
      target.awaitNoThread("sonde-");
      Outside.awaitOnly(target);
      target.call("instance", 100);
      assertThat(target.err()).noneMatch(line -> line.startsWith("\tat "));
      assertThat(target.out()).allMatch(line -> line.equals("ready") || line.startsWith("done "));
    } finally {
      for (AutoCloseable each : open) each.close();
    }
  }

  /** A policy that is not there forbids all. */
  @OnePair
  void policyThatForbids_leavesTheApplicationAlone(Pair jdks) {
    TargetJvm target =
        stage.program(
            jdks.target(),
            "-Dsonde.policy=" + stage.folder().resolve("nothing.json"),
            "-Duser.home=" + stage.home(),
            "-javaagent:" + Dist.jar() + "=trace:com.acme.Orders::find");
    target.call("instance", 100);
    Await.until(
        "the refusal",
        PATIENCE,
        () -> count(target, "SONDE-POLICY") == 1,
        () -> target.err().toString());
    target.awaitNoThread("sonde-");
    Outside.awaitOnly(target);
    target.call("instance", 100);
    assertThat(target.out()).allMatch(line -> line.equals("ready") || line.startsWith("done "));
  }

  /** Without a home: what one of them remembers would be a floor for the next. */
  private String[] options(Map<String, String> repositories) throws IOException {
    List<String> options =
        new ArrayList<>(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-Duser.home=/"));
    for (Map.Entry<String, String> each : repositories.entrySet()) {
      Path words = stage.folder().resolve(each.getKey() + ".txt");
      Files.writeString(words, "trace com.acme.Orders::find --repository " + each.getValue());
      options.add("-javaagent:" + Dist.jar() + "=@" + words);
    }
    return options.toArray(String[]::new);
  }

  private static long count(TargetJvm target, String id) {
    return target.err().stream().filter(line -> line.startsWith(id + ": ")).count();
  }

  private void jars(Map<String, String> repositories) throws IOException {
    for (JarIT.Case each : JarIT.cases()) {
      if (repositories.containsKey(each.id())) continue;
      Path folder = Files.createDirectory(stage.folder().resolve("jar-" + each.id()));
      Path repository = new Forge(folder).repositoryOf(Sentinel.class);
      new Signer(repository).replaceJar(VERSION, each.maker().of(HostileJar.ofVersion(VERSION)));
      repositories.put(each.id(), repository.toString());
    }
  }

  private void metadata(Map<String, String> repositories) throws IOException {
    for (TufIT.Case each : TufIT.cases()) {
      if (repositories.containsKey(each.id())) continue;
      Path repository = stage.folder().resolve("tuf-" + each.id());
      Dist.copy(Dist.repository(), repository);
      each.change().in(new Signer(repository));
      repositories.put(each.id(), repository.toString());
    }
  }

  private void transport(Map<String, String> repositories) throws IOException {
    for (TransportIT.Case each : TransportIT.cases()) {
      if (repositories.containsKey(each.id())) continue;
      Path folder = Files.createTempDirectory(stage.folder(), "place");
      TransportIT.Place place = each.maker().in(folder);
      open.add(place);
      if (!place.options().isEmpty()) continue; // of a JVM that trusts another certificate
      repositories.put(each.id(), place.location());
    }
  }
}
