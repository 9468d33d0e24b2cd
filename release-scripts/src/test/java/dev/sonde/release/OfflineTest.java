package dev.sonde.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.Sha256;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.FarRepository;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.Repositories;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositorySource;
import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.fetch.FolderFetcher;
import dev.sonde.operator.repository.fetch.Resources;
import dev.sonde.operator.repository.state.StateHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code --offline}: what is on this machine is used, also past its date, and never below what was
 * seen.
 */
class OfflineTest {
  private static final PluginRef REF = new PluginRef("tracer-full", null, 17);
  private static final String DAY_0 = "2030-05-01T12:00:00Z";

  @TempDir Path folder;
  private Workshop workshop;
  private Path state;

  @BeforeEach
  void publish() throws IOException {
    workshop = new Workshop(folder);
    workshop.publish(jar("0.1.0"));
    state = folder.resolve("home/state").resolve(Sha256.hex(workshop.root));
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, names = "ROOT", mode = EnumSource.Mode.EXCLUDE)
  void role_expired_isAcceptedFor90Days(Role role) throws IOException {
    workshop.resign(role, signed -> signed.put("expires", "2030-01-31T12:00:01Z"));
    bundle();
    Repository repository = offline();
    assertThat(repository.fetch(REF).version()).isEqualTo("0.1.0");
    assertThat(repository.fetch(REF).provenance().staleDays()).isEqualTo(90);
    assertThat(repository.warnings())
        .containsExactly(
            "sonde.jar (offline): "
                + role
                + " 1 expired 90 days ago, 2030-01-31T12:00:01Z; accepted up to 90 days, and what"
                + " was withdrawn since is not known");
    assertThatThrownBy(() -> online(bundleSource()).fetch(REF))
        .hasMessageStartingWith("SONDE-EXPIRED: ")
        .hasMessageEndingWith(
            "; --offline would go on with what is on this machine ("
                + role
                + " 1 expired 90 days ago, 2030-01-31T12:00:01Z)");
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, names = "ROOT", mode = EnumSource.Mode.EXCLUDE)
  void role_expired_isRefusedAfter90Days(Role role) throws IOException {
    workshop.resign(role, signed -> signed.put("expires", "2030-01-31T12:00:00Z"));
    bundle();
    String name = role == Role.TIMESTAMP ? "timestamp.json" : "1." + role + ".json";
    assertThatThrownBy(() -> offline().fetch(REF))
        .hasMessage(
            "SONDE-EXPIRED: "
                + name
                + " of sonde.jar and the state expired 2030-01-31T12:00:00Z and it is "
                + DAY_0
                + ", 90 days later, where --offline accepts 90; refresh without --offline, or get a"
                + " newer sonde.jar");
  }

  @Test
  void root_expired_isRefused() throws IOException {
    bundle();
    workshop.now = Workshop.NOW.plus(KeyFolder.LIFETIME);
    assertThatThrownBy(() -> offline().fetch(REF))
        .hasMessage(
            "SONDE-EXPIRED: 1.root.json of sonde.jar and the state expired 2030-05-31T12:00:00Z and"
                + " it is 2030-05-31T12:00:00Z; set this machine's clock if it is wrong, else its"
                + " publisher must renew it");
  }

  @Test
  void nothing_expired_isNotStale() throws IOException {
    bundle();
    Repository repository = offline();
    assertThat(repository.fetch(REF).provenance().staleDays()).isZero();
    assertThat(repository.fetch(REF).provenance().repository()).isEqualTo("sonde.jar (offline)");
    assertThat(repository.warnings()).isEmpty();
  }

  @Test
  void signature_stays_inForce() throws IOException {
    workshop.resign(Role.PLUGINS, signed -> {}, workshop.keys.keys(Role.PLUGINS).subList(0, 1));
    bundle();
    assertThatThrownBy(() -> offline().fetch(REF)).hasMessageStartingWith("SONDE-THRESHOLD: ");
  }

  @Test
  void state_newerThanTheBundle_serves() throws IOException {
    bundle();
    workshop.publish(jar("0.2.0"));
    assertThat(far().fetch(REF).version()).isEqualTo("0.2.0");
    assertThat(offline().fetch(REF).version()).as("from the cache").isEqualTo("0.2.0");
  }

  @Test
  void bundle_newerThanTheState_serves() throws IOException {
    far().plugins();
    workshop.publish(jar("0.2.0"));
    bundle();
    assertThat(offline().fetch(REF).version()).isEqualTo("0.2.0");
  }

  @Test
  void state_withANewerTimestampAlone_isAFloor() throws IOException {
    bundle();
    far().plugins();
    workshop.publish(jar("0.2.0"));
    Files.copy(
        workshop.metadata("timestamp.json"),
        state.resolve("roles/timestamp.json"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> offline().fetch(REF))
        .hasMessage(
            "SONDE-STATE: metadata/2.snapshot.json is listed by signed metadata, and neither the"
                + " state nor sonde.jar has it; run once without --offline");
  }

  @Test
  void folder_belowTheState_isRefused() throws IOException {
    workshop.resign(Role.TIMESTAMP, signed -> signed.put("expires", "2030-04-01T12:00:00Z"));
    Path old = folder.resolve("old");
    copy(workshop.repo, old);
    workshop.publish(jar("0.2.0"));
    assertThat(far().fetch(REF).version()).isEqualTo("0.2.0");
    RepositorySource source = RepositorySource.of(old.toString());
    assertThatThrownBy(() -> Repositories.openOffline(source, trust(), clock(), home()).fetch(REF))
        .hasMessageStartingWith("SONDE-ROLLBACK: timestamp.json of " + old);
  }

  @Test
  void folder_expired_isAccepted() throws IOException {
    workshop.resign(Role.TIMESTAMP, signed -> signed.put("expires", "2030-04-01T12:00:00Z"));
    RepositorySource source = RepositorySource.of(workshop.repo.toString());
    Repository repository = Repositories.openOffline(source, trust(), clock(), home());
    assertThat(repository.fetch(REF).provenance().staleDays()).isEqualTo(30);
  }

  @Test
  void jar_thatIsNotHere_leavesTheNextBest() throws IOException {
    bundle();
    workshop.publish(jar("0.2.0"));
    assertThat(far().plugins()).hasSize(2);
    Repository repository = offline();
    assertThat(repository.fetch(REF).version()).isEqualTo("0.1.0");
    assertThat(repository.warnings())
        .containsExactly(
            "--offline: the jar of plugins/tracer-full/tracer-full-0.2.0-jdk17.jar is neither in"
                + " the cache nor in sonde.jar and the state; run once without --offline. Now"
                + " plugins/tracer-full/tracer-full-0.1.0-jdk17.jar serves");
  }

  @Test
  void jar_thatIsNotHere_andNoOther() throws IOException {
    far().plugins();
    assertThatThrownBy(() -> offline().fetch(REF))
        .hasMessage(
            "SONDE-NO-JAR: --offline: the jar of plugins/tracer-full/tracer-full-0.1.0-jdk17.jar is"
                + " neither in the cache nor in sonde.jar and the state; run once without"
                + " --offline");
  }

  @Test
  void nothing_onThisMachine() {
    assertThatThrownBy(() -> offline().plugins())
        .hasMessage(
            "SONDE-STATE: timestamp.json of sonde.jar and the state is needed with --offline, and"
                + " neither the state nor sonde.jar has it; run once without --offline");
  }

  @Test
  void clock_beforeTheBuild() throws IOException {
    bundle();
    BakedTrust late = new BakedTrust(workshop.root, true, Workshop.NOW.plusSeconds(1), this::open);
    assertThatThrownBy(
            () -> Repositories.openOffline(bundleSource(), late, clock(), home()).plugins())
        .hasMessage(
            "SONDE-CLOCK: this machine's clock says "
                + DAY_0
                + ", before this Sonde was built (2030-05-01T12:00:01Z); set the clock");
  }

  @Test
  void clock_tenYearsBack() throws IOException {
    bundle();
    BakedTrust built = new BakedTrust(workshop.root, true, Workshop.NOW, this::open);
    workshop.now = Workshop.NOW.minus(Duration.ofDays(3650));
    assertThatThrownBy(
            () -> Repositories.openOffline(bundleSource(), built, clock(), home()).plugins())
        .hasMessageStartingWith("SONDE-CLOCK: this machine's clock says 2020-05-03T12:00:00Z, ");
  }

  @Test
  void clock_tenYearsForward() throws IOException {
    bundle();
    workshop.now = Workshop.NOW.plus(Duration.ofDays(3650));
    assertThatThrownBy(() -> offline().plugins()).hasMessageStartingWith("SONDE-EXPIRED: ");
    assertThatThrownBy(() -> online(bundleSource()).plugins())
        .hasMessageStartingWith("SONDE-EXPIRED: ")
        .hasMessageEndingWith("; --offline would be refused as well (SONDE-EXPIRED)");
  }

  @Test
  void clock_beforeTheLastRefresh_isWarnedOf() throws IOException {
    bundle();
    far().plugins();
    workshop.now = Workshop.NOW.minusSeconds(60);
    Repository repository = offline();
    repository.plugins();
    assertThat(repository.warnings())
        .containsExactly(
            "SONDE-CLOCK: this machine's clock says 2030-05-01T11:59:00Z, before it last asked a"
                + " repository ("
                + DAY_0
                + "); check the clock");
  }

  @Test
  void date_thatIsNear_isWarnedOf() throws IOException {
    bundle();
    workshop.now = Workshop.NOW.plus(Duration.ofDays(16)).minusSeconds(1);
    assertThat(warnings()).isEmpty();
    workshop.now = Workshop.NOW.plus(Duration.ofDays(16));
    assertThat(warnings())
        .singleElement()
        .asString()
        .matches(
            "sonde\\.jar: (root|targets|plugins) 1 expires in 14 days, 2030-05-31T12:00:00Z; a"
                + " build renews it");
  }

  @Test
  void dates_ofWhatIsRemembered_alsoLongPast() throws IOException {
    bundle();
    workshop.now = Workshop.NOW.plus(Duration.ofDays(400));
    assertThat(Repositories.remembered(trust(), clock(), home()))
        .hasSize(5)
        .allSatisfy(it -> assertThat(it.toString()).contains(" 1 expired 370 days ago, "));
  }

  private List<String> warnings() {
    Repository repository = online(bundleSource());
    repository.plugins();
    return repository.warnings();
  }

  private void bundle() throws IOException {
    Bundle.write(workshop.repo, folder.resolve("sonde"));
  }

  private Repository offline() {
    return Repositories.openOffline(bundleSource(), trust(), clock(), home());
  }

  private Repository online(RepositorySource source) {
    return Repositories.open(source, trust(), clock(), home());
  }

  /** Asked by the network, as it seems. */
  private Repository far() {
    Fetcher fetcher = new FolderFetcher(workshop.repo);
    return FarRepository.open(fetcher, trust(), clock(), home());
  }

  private RepositorySource bundleSource() {
    return new RepositorySource.Bundle(this::open);
  }

  private BakedTrust trust() {
    Resources bundle = this::open;
    return new BakedTrust(workshop.root, true, Instant.EPOCH, bundle);
  }

  private Clock clock() {
    return Clock.fixed(workshop.now, ZoneOffset.UTC);
  }

  private StateHome home() {
    return new StateHome(Optional.of(folder.resolve("home")));
  }

  private InputStream open(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (Path each : all.toList()) Files.copy(each, to.resolve(from.relativize(each)));
    }
  }

  private static byte[] jar(String version) {
    return Workshop.plugin("tracer-full", version, 17, 1);
  }
}
