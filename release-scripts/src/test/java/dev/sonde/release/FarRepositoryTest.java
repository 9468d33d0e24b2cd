package dev.sonde.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.Sha256;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.FarRepository;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.fetch.FolderFetcher;
import dev.sonde.operator.repository.state.StateHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FarRepositoryTest {
  private static final PluginRef REF = new PluginRef("tracer-full", null, 17);
  private static final byte[] JAR = Workshop.plugin("tracer-full", "0.1.0", 17, 1);

  @TempDir Path folder;
  private final List<String> requests = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private Workshop workshop;
  private Path cached;

  @BeforeEach
  void publish() throws IOException {
    workshop = new Workshop(folder);
    workshop.publish(JAR);
    cached = folder.toRealPath().resolve("home/jars").resolve(Sha256.hex(JAR) + ".jar");
    assertThat(open().fetch(REF).bytes()).isEqualTo(JAR);
    assertThat(requests).hasSize(6);
    requests.clear();
  }

  @Test
  void second_withoutTheNetwork() {
    workshop.now = workshop.now.plus(Duration.ofMinutes(9));
    assertThat(open().fetch(REF).bytes()).isEqualTo(JAR);
    assertThat(requests).isEmpty();
  }

  /** One deadline for the metadata, and one for the jar. */
  @Test
  void connection_isBegunTwiceAndClosed() {
    calls.clear();
    open().fetch(REF);
    assertThat(calls).containsExactly("begin", "begin", "close");
  }

  @Test
  void second_afterTenMinutes() {
    workshop.now = workshop.now.plus(Duration.ofMinutes(10));
    assertThat(open().fetch(REF).bytes()).isEqualTo(JAR);
    assertThat(requests).containsExactly("metadata/2.root.json", "metadata/timestamp.json");
  }

  @Test
  void second_whereSomethingIsDamaged() throws IOException {
    Path state = folder.resolve("home/state").resolve(Sha256.hex(workshop.root));
    Files.writeString(state.resolve("roles/snapshot.json"), "{}");
    assertThat(open().fetch(REF).bytes()).isEqualTo(JAR);
    assertThat(requests)
        .containsExactly(
            "metadata/2.root.json", "metadata/timestamp.json", "metadata/1.snapshot.json");
  }

  @Test
  void second_whereSomethingHasExpired() throws IOException {
    workshop.now = workshop.now.plus(KeyFolder.LIFETIME).minusSeconds(1);
    assertThat(open().plugins()).hasSize(1);
    requests.clear();
    workshop.now = workshop.now.plusSeconds(1);
    workshop.keys.renewRoot(workshop.now);
    workshop.publish();
    assertThat(open().plugins()).hasSize(1);
    assertThat(requests).contains("metadata/2.root.json", "metadata/timestamp.json");
  }

  @Test
  void clock_beforeTheLastTime() {
    workshop.now = workshop.now.minusSeconds(60);
    Repository repository = open();
    repository.plugins();
    assertThat(requests).contains("metadata/timestamp.json");
    assertThat(repository.warnings())
        .containsExactly(
            "SONDE-CLOCK: this machine's clock says 2030-05-01T11:59:00Z, before it last asked https://far.example/"
                + " (2030-05-01T12:00:00Z); check the clock");
  }

  @Test
  void cachedJar_altered() throws IOException {
    byte[] other = JAR.clone();
    other[40] ^= 1;
    Files.write(cached, other);
    assertThat(open().fetch(REF).bytes()).isEqualTo(JAR);
    assertThat(requests).as("fetched again").hasSize(1);
    assertThat(cached).hasBinaryContent(JAR);
  }

  @Test
  void cachedJar_aLink() throws IOException {
    Path victim = Files.write(folder.resolve("victim"), JAR);
    Files.delete(cached);
    Files.createSymbolicLink(cached, victim);
    assertThat(open().fetch(REF).bytes()).isEqualTo(JAR);
    assertThat(requests).hasSize(1);
    assertThat(Files.isSymbolicLink(cached)).isFalse();
  }

  @Test
  void cachedJar_ofAnotherVersion_isNotUsed() throws IOException {
    byte[] newer = Workshop.plugin("tracer-full", "0.2.0", 17, 1);
    workshop.publish(newer);
    workshop.now = workshop.now.plus(Duration.ofHours(1));
    assertThat(open().fetch(REF).bytes()).isEqualTo(newer);
    assertThat(cached.getParent()).isDirectoryContaining("glob:**" + Sha256.hex(newer) + ".jar");
  }

  private Repository open() {
    BakedTrust trust = new BakedTrust(workshop.root, true, Instant.EPOCH, name -> null);
    StateHome home = new StateHome(Optional.of(folder.resolve("home")));
    return FarRepository.open(
        new Recorded(), trust, Clock.fixed(workshop.now, ZoneOffset.UTC), home);
  }

  /** The folder, with each request noted. */
  private final class Recorded implements Fetcher {
    private final Fetcher fetcher = new FolderFetcher(workshop.repo);

    @Override
    public Optional<byte[]> find(List<String> path, long limit) {
      requests.add(String.join("/", path));
      return fetcher.find(path, limit);
    }

    @Override
    public void begin() {
      calls.add("begin");
    }

    @Override
    public void close() {
      calls.add("close");
    }

    @Override
    public SondeException missing(List<String> path) {
      return fetcher.missing(path);
    }
  }
}
