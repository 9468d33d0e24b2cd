package dev.sonde.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.Repositories;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositorySource;
import dev.sonde.operator.repository.VerifiedRelease;
import dev.sonde.operator.repository.fetch.Resources;
import dev.sonde.operator.repository.state.StateHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository lists releases of Sonde: newer ones take over, withdrawn ones stop. */
class ReleasesTest {
  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void publish() throws IOException {
    workshop = new Workshop(folder);
    workshop.publish(Workshop.plugin("tracer-full", "0.1.0", 17, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0, 1.0.0 1.0.1, 1.0.1",
    "1.9.0, 1.9.0 1.10.0 1.9.1, 1.10.0",
    "1.0.0, 1.0.0, ''",
    "2.0.0, 2.0.0 1.9.9, ''",
    "1.0.0, 1.0.0 2.0.0-rc.1, ''",
    "2.0.0-rc.2, 2.0.0-rc.2 2.0.0-rc.10, 2.0.0-rc.10",
    "2.0.0-rc.2, 2.0.0-rc.2 2.0.0-rc.10 2.0.0, 2.0.0",
    "1.0.0, '', ''",
  })
  void newest_ofThoseAbove(String own, String listed, String newer) throws IOException {
    for (String each : listed.split(" ")) if (!each.isEmpty()) list(each);
    assertThat(open(own).newer().map(VerifiedRelease::version).orElse("")).isEqualTo(newer);
  }

  @Test
  void newer_isTakenApart() throws IOException {
    list("1.0.0");
    list("1.1.0");
    VerifiedRelease newer = open("1.0.0").newer().orElseThrow();
    assertThat(newer.entries().get("dev/sonde/wire/Code.class")).asString().isEqualTo("1.1.0");
  }

  @Test
  void newer_isAskedForByReleasesOnly() throws IOException {
    list("1.1.0");
    assertThat(open("").newer()).isEmpty();
  }

  @Test
  void newer_altered() throws IOException {
    list("1.0.0");
    Path jar = list("1.1.0");
    workshop.spoil(jar, text -> text.substring(0, text.length() - 1) + "?");
    assertThatThrownBy(() -> open("1.0.0").newer())
        .hasMessageStartingWith("SONDE-HASH: sonde/sonde-1.1.0.jar of ");
  }

  @Test
  void newer_thatCannotBeFetched_keepsNobodyFromWork() throws IOException {
    list("1.0.0");
    Files.delete(list("1.1.0"));
    Repository repository = open("1.0.0");
    assertThat(repository.newer()).isEmpty();
    assertThat(repository.warnings())
        .singleElement()
        .asString()
        .startsWith("Sonde 1.1.0 is listed and could not be fetched, so 1.0.0 goes on (SONDE-IO: ");
  }

  @Test
  void newer_describedAsAnother() throws IOException {
    list("1.0.0");
    Path jar = list("1.1.0");
    resignTargets(jar, "2.0.0", "2.0.0");
    assertThatThrownBy(() -> open("1.0.0").newer())
        .hasMessage(
            "SONDE-IDENTITY: version of sonde/sonde-2.0.0.jar of "
                + workshop.repo
                + " is 1.1.0 in the jar and 2.0.0 in the signed description; tell who published it");
  }

  @Test
  void path_andDescription_disagree() throws IOException {
    list("1.0.0");
    Path jar = list("1.1.0");
    resignTargets(jar, "2.0.0", "1.1.0");
    assertThatThrownBy(() -> open("1.0.0").newer())
        .hasMessage(
            "SONDE-IDENTITY: sonde/sonde-2.0.0.jar of "
                + workshop.repo
                + " is described as 1.1.0; path and description must agree, tell who published it");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void path_withoutAVersion_isRefused(boolean number) throws IOException {
    list("1.0.0");
    byte[] bytes = Workshop.jar("x", "y");
    Map<String, Object> custom = number ? Map.of("version", 7L) : Map.of();
    Target other = new Target("sonde/sonde-2.0.0.jar", bytes, custom);
    RepositoryFolder repository = new RepositoryFolder(workshop.repo);
    new Publication(repository, workshop.keys, workshop.now).run(List.of(), List.of(other));
    assertThatThrownBy(() -> open("1.0.0").newer())
        .hasMessageContaining(
            "sonde/sonde-2.0.0.jar of " + workshop.repo + " is described as nothing;");
  }

  @Test
  void own_notListedAnyMore() throws IOException {
    list("1.0.0");
    list("1.2.0");
    assertThatThrownBy(() -> open("1.1.0").plugins())
        .hasMessage(
            "SONDE-REVOKED: this is Sonde 1.1.0, which "
                + workshop.repo
                + " does not list any more: it was withdrawn, nothing was loaded; use one that is"
                + " listed: 1.0.0, 1.2.0");
  }

  @Test
  void own_withdrawn_alsoOffline() throws IOException {
    bundle();
    list("1.0.0");
    StateHome home = new StateHome(Optional.of(folder.resolve("home")));
    assertThatThrownBy(() -> open("1.1.0", home, false).plugins())
        .hasMessageStartingWith("SONDE-REVOKED: ");
    assertThatThrownBy(() -> open("1.1.0", home, true).plugins())
        .hasMessageStartingWith("SONDE-REVOKED: ");
    assertThat(open("1.0.0", home, true).plugins()).hasSize(1);
  }

  @Test
  void nothing_isWithdrawnByARepositoryWithoutReleases() {
    assertThat(open("1.1.0").plugins()).hasSize(1);
  }

  @Test
  void nothing_isWithdrawnByTheSnapshotInside() throws IOException {
    list("1.0.0");
    bundle();
    assertThat(open("1.1.0").plugins()).as("made before 1.1.0 was listed").hasSize(1);
    list("1.1.0");
    assertThat(open("1.1.0").plugins()).hasSize(1);
  }

  private Path list(String version) throws IOException {
    Path file = folder.resolve("sonde.jar");
    Files.write(
        file,
        Workshop.jar(
            "sonde/build.properties",
            "version=" + version + "\n",
            "dev/sonde/wire/Code.class",
            version));
    Target target = Target.sonde(file);
    RepositoryFolder repository = new RepositoryFolder(workshop.repo);
    new Publication(repository, workshop.keys, workshop.now).run(List.of(), List.of(target));
    return repository.target(target.path(), target.sha256());
  }

  /** Lists the jar once more, by other words; in the newest versions of all that lists it. */
  private void resignTargets(Path jar, String path, String version) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    Target other = new Target("sonde/sonde-" + path + ".jar", bytes, Map.of("version", version));
    RepositoryFolder repository = new RepositoryFolder(workshop.repo);
    new Publication(repository, workshop.keys, workshop.now).run(List.of(), List.of(other));
  }

  private void bundle() throws IOException {
    Bundle.write(workshop.repo, folder.resolve("sonde"));
  }

  private Repository open(String version) {
    return open(version, StateHome.none(), false);
  }

  private Repository open(String version, StateHome home, boolean offline) {
    Resources bundle = this::resource;
    BakedTrust trust = new BakedTrust(workshop.root, true, Instant.EPOCH, bundle, version);
    Clock clock = Clock.fixed(workshop.now, ZoneOffset.UTC);
    RepositorySource source =
        offline
            ? new RepositorySource.Bundle(bundle)
            : RepositorySource.of(workshop.repo.toString());
    return offline
        ? Repositories.openOffline(source, trust, clock, home)
        : Repositories.open(source, trust, clock, home);
  }

  private InputStream resource(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
