package dev.sonde.release;

import static dev.sonde.release.Workshop.NOW;
import static dev.sonde.release.Workshop.plugin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.Examination;
import dev.sonde.operator.repository.Repositories;
import dev.sonde.operator.repository.RepositoryReport;
import dev.sonde.operator.repository.RepositorySource;
import dev.sonde.operator.repository.TargetReport;
import dev.sonde.operator.repository.state.StateHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
  @TempDir Path base;
  private final byte[] heap = plugin("heap", "1.0", 17, 1);
  private Workshop workshop;

  @BeforeEach
  void publish() throws IOException {
    workshop = new Workshop(base);
    workshop.publish(heap, plugin("late", "2.0", 21, 1));
  }

  private BakedTrust own(boolean development) {
    return new BakedTrust(workshop.root, development, Instant.EPOCH, name -> null);
  }

  private RepositorySource source() {
    return RepositorySource.of(workshop.repo.toString());
  }

  private Clock clock() {
    return Clock.fixed(workshop.now, ZoneOffset.UTC);
  }

  private Examination examination() {
    return Examination.of(source(), own(true), clock());
  }

  private static ErrorId refusal(ThrowingCallable step) {
    SondeException refusal = catchThrowableOfType(SondeException.class, step);
    assertThat(refusal).as("refusal").isNotNull();
    return refusal.id();
  }

  @Test
  void repository_thatIsGood_isShownWithRolesKeysAndFiles() {
    RepositoryReport report = examination().repository();
    assertThat(report.ok()).isTrue();
    assertThat(report.development()).isTrue();
    assertThat(report.root()).isEqualTo(Sha256.hex(workshop.root));
    assertThat(report.roles())
        .extracting(it -> it.role() + " " + it.threshold() + "/" + it.keys().size())
        .containsExactly("root 2/3", "timestamp 1/1", "snapshot 1/1", "targets 2/3", "plugins 2/3");
    assertThat(report.roles()).extracting(it -> it.days()).containsOnly(30L);
    assertThat(report.roles().get(4).keys())
        .containsExactlyInAnyOrderElementsOf(
            workshop.keys.keys(Role.PLUGINS).stream().map(SigningKey::id).toList());
    assertThat(report.targets())
        .extracting(it -> it.path() + " " + it.version())
        .containsExactly(
            "plugins/heap/heap-1.0-jdk17.jar 1.0", "plugins/late/late-2.0-jdk21.jar 2.0");
  }

  @Test
  void file_thatIsNotRight_hidesNoOther() throws IOException {
    Path jar =
        workshop.repo.resolve("targets/plugins/heap/" + Sha256.hex(heap) + ".heap-1.0-jdk17.jar");
    byte[] flipped = heap.clone();
    flipped[9] ^= 1;
    Files.write(jar, flipped);
    RepositoryReport report = examination().repository();
    assertThat(report.ok()).isFalse();
    assertThat(report.targets()).extracting(TargetReport::ok).containsExactly(false, true);
    TargetReport refused = report.targets().get(0);
    assertThat(refused.refusal().orElseThrow().id()).isEqualTo(ErrorId.HASH);
    assertThat(refused.version()).isEqualTo("1.0");
    assertThat(refused.length()).as("as listed").isEqualTo(heap.length);
    assertThat(refused.sha256()).as("as listed").isEqualTo(Sha256.hex(heap));
  }

  @Test
  void metadata_thatIsNotRight_isRefused() throws IOException {
    workshop.spoil("timestamp.json", text -> text.replaceFirst("\"version\":1", "\"version\":7"));
    assertThat(refusal(() -> examination().repository())).isEqualTo(ErrorId.SIGNATURE);
    workshop.now = NOW.plusSeconds(40 * 86_400);
    assertThat(refusal(() -> examination().repository())).isEqualTo(ErrorId.EXPIRED);
  }

  @Test
  void file_ofTheRepository_isKnownByItsBytes() {
    TargetReport report = examination().file(heap, "x.jar");
    assertThat(report.ok()).isTrue();
    assertThat(report.path()).isEqualTo("plugins/heap/heap-1.0-jdk17.jar");
    assertThat(report.version()).isEqualTo("1.0");
  }

  @Test
  void file_thatIsNotListed_isRefused() {
    byte[] longer = Arrays.copyOf(heap, heap.length + 1);
    assertThat(refusal(() -> examination().file(longer, "heap-1.0-jdk17.jar")))
        .isEqualTo(ErrorId.HASH);
    assertThat(refusal(() -> examination().file(longer, "other.jar"))).isEqualTo(ErrorId.TARGET);
    assertThat(refusal(() -> examination().file(new byte[0], ""))).isEqualTo(ErrorId.TARGET);
    String stored = Sha256.hex(heap) + ".heap-1.0-jdk17.jar";
    assertThat(refusal(() -> examination().file(longer, stored))).isEqualTo(ErrorId.HASH);
    assertThat(refusal(() -> examination().file(longer, "sonde.jar"))).isEqualTo(ErrorId.TARGET);
  }

  /** A download of Sonde is called sonde.jar, whatever its version. */
  @Test
  void release_thatIsAltered_isComparedWithTheListedOne() throws IOException {
    byte[] jar = Workshop.jar("sonde/build.properties", "version=1.0.0\n");
    Path file = Files.write(base.resolve("sonde.jar"), jar);
    new Publication(new RepositoryFolder(workshop.repo), workshop.keys, workshop.now)
        .run(List.of(), List.of(Target.sonde(file)));
    TargetReport report = examination().file(jar, "sonde.jar");
    assertThat(report.path() + " " + report.version()).isEqualTo("sonde/sonde-1.0.0.jar 1.0.0");
    assertThat(report.ok()).isTrue();
    byte[] longer = Arrays.copyOf(jar, jar.length + 1);
    assertThat(refusal(() -> examination().file(longer, "sonde.jar"))).isEqualTo(ErrorId.HASH);
  }

  @Test
  void clock_beforeTheBuild_isRefused() {
    BakedTrust late = new BakedTrust(workshop.root, true, NOW.plusSeconds(1), name -> null);
    assertThat(refusal(() -> Examination.of(source(), late, clock()).repository()))
        .isEqualTo(ErrorId.CLOCK);
  }

  @Test
  void developmentRoot_isNoReleases() {
    assertThat(refusal(() -> Examination.of(source(), own(false), clock()).repository()))
        .isEqualTo(ErrorId.SIGNATURE);
  }

  @Test
  void otherRoot_isTakenByDigestOrBytes() throws IOException {
    Workshop other = new Workshop(Files.createDirectory(base.resolve("other")));
    other.publish(plugin("acme/heap", "1.0", 17, 1));
    RepositorySource source = RepositorySource.of(other.repo.toString());
    assertThat(refusal(() -> Examination.of(source, own(true), clock()).repository()))
        .isEqualTo(ErrorId.THRESHOLD);
    assertThat(Examination.of(source, own(true), clock(), Sha256.hex(other.root)).repository().ok())
        .isTrue();
    assertThat(Examination.of(source, own(true), clock(), other.root).repository().ok()).isTrue();
    assertThat(refusal(() -> Examination.of(source, own(true), clock(), "0".repeat(64))))
        .isEqualTo(ErrorId.HASH);
    assertThat(refusal(() -> Examination.of(source, own(false), clock(), other.root)))
        .isEqualTo(ErrorId.SIGNATURE);
  }

  @Test
  void plugins_ofTwoPublishers_areRefused() throws IOException {
    workshop.publish(heap, plugin("acme/tool", "1.0", 17, 1));
    RepositoryReport report = examination().repository();
    assertThat(report.targets())
        .filteredOn(it -> !it.ok())
        .singleElement()
        .satisfies(it -> assertThat(it.refusal().orElseThrow().id()).isEqualTo(ErrorId.IDENTITY));
  }

  @Test
  void plugins_ofAnotherPublisher_inSondesRepository_areRefused() throws IOException {
    Workshop other = new Workshop(Files.createDirectory(base.resolve("other")));
    other.publish(plugin("acme/heap", "1.0", 17, 1));
    BakedTrust own = new BakedTrust(other.root, true, Instant.EPOCH, name -> null);
    RepositorySource source = RepositorySource.of(other.repo.toString());
    assertThat(Examination.of(source, own, clock()).repository().ok()).isFalse();
  }

  @Test
  void look_changesNothing() throws IOException {
    var before = snapshot();
    examination().repository();
    assertThat(snapshot()).isEqualTo(before);
  }

  private java.util.Map<String, String> snapshot() throws IOException {
    try (var files = Files.walk(base)) {
      java.util.Map<String, String> all = new java.util.TreeMap<>();
      for (Path each : files.toList())
        all.put(
            each.toString(),
            Files.isRegularFile(each) ? Sha256.hex(Files.readAllBytes(each)) : "folder");
      return all;
    }
  }

  /** It is looked at as it would be before it is loaded. */
  @Test
  void plugin_unlikeItsSignedDescription_isRefused() throws IOException {
    String path = "plugins/heap/heap-1.0-jdk17.jar";
    workshop.resign(
        Role.PLUGINS,
        signed ->
            Workshop.map(Workshop.map(Workshop.map(signed, "targets"), path), "custom")
                .put("caps", List.of()));
    RepositoryReport report = examination().repository();
    assertThat(report.targets()).extracting(TargetReport::ok).containsExactly(false, true);
    assertThat(report.targets().get(0).refusal().orElseThrow().id()).isEqualTo(ErrorId.IDENTITY);
    assertThat(examination().file(heap, "x.jar").ok()).isFalse();
  }

  @Test
  void file_thatIsNotListed_isSaidToBeNoneOfThatPlace() {
    SondeException refusal =
        catchThrowableOfType(
            SondeException.class, () -> examination().file(new byte[] {1}, "other.jar"));
    assertThat(refusal)
        .hasMessageContaining("is no file of " + workshop.repo + "; do not run it, or name");
  }

  @Test
  void developmentBuild_examinesNothingFromAfar() {
    RepositorySource afar = RepositorySource.of("https://repository.example/");
    assertThat(refusal(() -> Examination.of(afar, own(true), clock()))).isEqualTo(ErrorId.SCHEME);
    assertThat(refusal(() -> Examination.of(afar, own(true), clock(), workshop.root)))
        .isEqualTo(ErrorId.SCHEME);
    assertThat(refusal(() -> Repositories.openOffline(afar, own(true), clock(), StateHome.none())))
        .isEqualTo(ErrorId.SCHEME);
  }
}
