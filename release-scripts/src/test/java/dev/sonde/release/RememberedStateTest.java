package dev.sonde.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.operator.Sha256;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.Repositories;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositorySource;
import dev.sonde.operator.repository.state.StateHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RememberedStateTest {
  private static final PluginRef REF = new PluginRef("tracer-full", null, 17);
  private static final String SENTENCE =
      " This run remembers nothing, and trusts no version older than those it was built with";

  @TempDir Path folder;
  private Workshop workshop;
  private Path home;
  private Path state;

  @BeforeEach
  void publish() throws IOException {
    workshop = new Workshop(folder);
    workshop.publish(jar("0.1.0"));
    home = folder.toRealPath().resolve("home");
    state = home.resolve("state").resolve(Sha256.hex(workshop.root));
  }

  @Test
  void state_forTheOwnerAlone() throws IOException {
    assertThat(version()).isEqualTo("0.1.0");
    assertThat(names(state)).containsExactly("lock", "roles", "roots");
    assertThat(names(state.resolve("roles")))
        .containsExactly("plugins.json", "snapshot.json", "targets.json", "timestamp.json");
    try (Stream<Path> all = Files.walk(home)) {
      assertThat(all)
          .allMatch(it -> mode(it).equals(Files.isDirectory(it) ? "rwx------" : "rw-------"));
    }
    assertThat(Files.readAllBytes(state.resolve("roles/timestamp.json")))
        .isEqualTo(Files.readAllBytes(workshop.metadata("timestamp.json")));
  }

  @Test
  void olderCopy_refusedInALaterRun() throws IOException {
    Path old = copyOfRepo();
    workshop.publish(jar("0.2.0"));
    assertThat(version()).isEqualTo("0.2.0");
    assertRollback(old);
  }

  @Test
  void olderCopy_refusedAlsoWhenWhatIsKnownHasExpired() throws IOException {
    workshop.publish(jar("0.2.0"));
    assertThat(version()).isEqualTo("0.2.0");
    workshop.now = workshop.now.plus(KeyFolder.LIFETIME.multipliedBy(2));
    workshop.keys.renewRoot(workshop.now);
    Path other = folder.resolve("again");
    Files.delete(folder.resolve("keys/versions"));
    new Publication(new RepositoryFolder(other), workshop.keys, workshop.now)
        .run(List.of(), List.of());
    assertRollback(other);
  }

  @Test
  void bundle_servesAlsoWhenMoreIsKnown() throws IOException {
    Bundle.write(workshop.repo, folder.resolve("sonde"));
    workshop.publish(jar("0.2.0"));
    assertThat(version()).isEqualTo("0.2.0");
    Repository bundle = open(new RepositorySource.Bundle(name -> stream(folder.resolve(name))));
    assertThat(bundle.fetch(REF).version()).as("approved with its release").isEqualTo("0.1.0");
  }

  @Test
  void bundle_leavesNoTrace() throws IOException {
    Bundle.write(workshop.repo, folder.resolve("sonde"));
    assertThat(
            open(new RepositorySource.Bundle(name -> stream(folder.resolve(name))))
                .fetch(REF)
                .version())
        .isEqualTo("0.1.0");
    assertThat(home).doesNotExist();
  }

  @Test
  void refused_isNotKept() throws IOException {
    assertThat(version()).isEqualTo("0.1.0");
    byte[] good = Files.readAllBytes(state.resolve("roles/timestamp.json"));
    workshop.publish(jar("0.2.0"));
    workshop.spoil("timestamp.json", text -> text.replace("\"length\":", "\"length\":1"));
    assertThatThrownBy(this::version).hasMessageStartingWith("SONDE-SIGNATURE: ");
    assertThat(Files.readAllBytes(state.resolve("roles/timestamp.json"))).isEqualTo(good);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{}", "{\"signed\":", "\0\0\0\0\0\0\0\0"})
  void keptFiles_damaged(String text) throws IOException {
    assertThat(version()).isEqualTo("0.1.0");
    for (String name : names(state.resolve("roles")))
      Files.writeString(state.resolve("roles").resolve(name), text);
    assertThat(version()).isEqualTo("0.1.0");
    assertThat(Files.readAllBytes(state.resolve("roles/targets.json")))
        .isEqualTo(Files.readAllBytes(workshop.metadata("1.targets.json")));
  }

  @Test
  void keptFiles_ofAnotherRepository() throws IOException {
    Workshop other = new Workshop(folder.resolve("other"));
    other.publish(jar("0.9.0"));
    assertThat(version()).isEqualTo("0.1.0");
    Files.copy(
        other.metadata("timestamp.json"),
        state.resolve("roles/timestamp.json"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.copy(other.metadata("1.root.json"), state.resolve("roots/2.json"));
    assertThat(version()).isEqualTo("0.1.0");
  }

  @Test
  void keptFile_aLink() throws IOException {
    assertThat(version()).isEqualTo("0.1.0");
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path kept = state.resolve("roles/timestamp.json");
    Files.delete(kept);
    Files.createSymbolicLink(kept, victim);
    Repository repository = open();
    assertThat(repository.fetch(REF).version()).isEqualTo("0.1.0");
    assertThat(repository.warnings())
        .singleElement()
        .asString()
        .startsWith("SONDE-STATE: " + state + " cannot be used");
    assertThat(kept).isRegularFile();
    assertThat(victim).hasContent("precious");
  }

  @Test
  void keptRoot_aLink() throws IOException {
    assertThat(version()).isEqualTo("0.1.0");
    Path victim = Files.write(folder.resolve("victim"), workshop.root);
    Files.createSymbolicLink(state.resolve("roots/2.json"), victim);
    Repository repository = open();
    assertThat(repository.fetch(REF).version()).isEqualTo("0.1.0");
    assertThat(repository.warnings())
        .singleElement()
        .asString()
        .startsWith("SONDE-STATE: " + state + " cannot be used");
    assertThat(victim).hasBinaryContent(workshop.root);
  }

  /** A chain without end: each run follows a part of it, and the next goes on from there. */
  @Test
  void roots_withoutEnd() throws IOException {
    for (long version = 2; version <= 140; version++) {
      Map<String, Object> signed =
          Workshop.map(dev.sonde.json.JsonReader.read(workshop.root), "signed");
      signed.put("version", version);
      Files.write(
          workshop.metadata(version + ".root.json"),
          Document.sign(signed, workshop.keys.keys(Role.ROOT)).bytes());
    }
    for (int kept : new int[] {64, 128, 139, 139}) {
      assertThat(version()).isEqualTo("0.1.0");
      assertThat(names(state.resolve("roots"))).hasSize(kept);
    }
  }

  @Test
  void home_ofAnotherOwner() throws IOException {
    Files.createDirectory(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    assumeTrue(owned(home, 65534), "only root gives folders away");
    assertWarned(
        "SONDE-STATE-PERMISSION: expected "
            + home
            + " to be a folder that only you can enter, but it belongs to uid 65534;"
            + " move it away."
            + SENTENCE);
    assertThat(home).isEmptyDirectory();
  }

  private static boolean owned(Path folder, int uid) {
    try {
      Files.setAttribute(folder, "unix:uid", uid);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void roots_followedFromDisk() throws IOException {
    workshop.now = workshop.now.plus(KeyFolder.LIFETIME.dividedBy(2)).plusSeconds(60);
    workshop.keys.renewRoot(workshop.now);
    workshop.publish(jar("0.2.0"));
    assertThat(version()).isEqualTo("0.2.0");
    Path root = workshop.metadata("2.root.json");
    assertThat(Files.readAllBytes(state.resolve("roots/2.json")))
        .isEqualTo(Files.readAllBytes(root));
    Files.delete(root);
    assertThat(version()).as("the chain is known").isEqualTo("0.2.0");
  }

  @Test
  void killed_betweenAnyTwoWrites() throws IOException {
    assertThat(version()).isEqualTo("0.1.0");
    Path before = copy(home, folder.resolve("before"));
    workshop.now = workshop.now.plus(KeyFolder.LIFETIME.dividedBy(2)).plusSeconds(60);
    workshop.keys.renewRoot(workshop.now);
    workshop.publish(jar("0.2.0"));
    assertThat(version()).isEqualTo("0.2.0");
    Path after = copy(home, folder.resolve("after"));
    List<String> writes =
        List.of(
            "roots/2.json",
            "roles/timestamp.json",
            "roles/snapshot.json",
            "roles/targets.json",
            "roles/plugins.json");
    for (int done = 0; done <= writes.size(); done++) {
      delete(home);
      copy(before, home);
      Path relative = home.relativize(state);
      for (String each : writes.subList(0, done)) {
        Files.copy(
            after.resolve(relative).resolve(each),
            state.resolve(each),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(state.resolve("roles/.7.part"), "half");
      assertThat(version()).as("after " + done + " writes").isEqualTo("0.2.0");
      assertThat(state.resolve("roles/.7.part")).doesNotExist();
    }
  }

  @Test
  void home_openToOthers() throws IOException {
    Files.createDirectory(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertWarned(
        "SONDE-STATE-PERMISSION: expected "
            + home
            + " to be a folder that only you can enter, but it is open to others;"
            + " `chmod 700` it."
            + SENTENCE);
  }

  @Test
  void home_aLink() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(home, elsewhere);
    assertWarned(
        "SONDE-STATE-PERMISSION: expected "
            + home
            + " to be a folder that only you can enter, but it is no folder;"
            + " move it away."
            + SENTENCE);
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void home_inAFolderThatIsMissing() {
    home = folder.resolve("none/home");
    Repository repository = open();
    assertThat(repository.fetch(REF).version()).isEqualTo("0.1.0");
    assertThat(repository.warnings())
        .containsExactly(
            "SONDE-STATE-PERMISSION: expected a folder in which Sonde remembers, and there is no"
                + " folder "
                + home.getParent()
                + " for it: set SONDE_HOME to one that this user may make or write to."
                + SENTENCE);
  }

  private void assertWarned(String sentence) {
    Repository repository = open();
    assertThat(repository.fetch(REF).version()).isEqualTo("0.1.0");
    assertThat(repository.warnings()).containsExactly(sentence);
    assertThat(repository.warnings()).as("said once").isEmpty();
  }

  private void assertRollback(Path repo) {
    assertThatThrownBy(() -> open(RepositorySource.of(repo.toString())).fetch(REF))
        .hasMessage(
            "SONDE-ROLLBACK: timestamp.json of "
                + repo
                + ": version 1 of timestamp is older than 2, which is known already;"
                + " an old copy is being served, use another");
  }

  private String version() {
    return open().fetch(REF).version();
  }

  private Repository open() {
    return open(RepositorySource.of(workshop.repo.toString()));
  }

  private Repository open(RepositorySource source) {
    BakedTrust trust = new BakedTrust(workshop.root, true, Instant.EPOCH, name -> null);
    return Repositories.open(
        source, trust, Clock.fixed(workshop.now, ZoneOffset.UTC), new StateHome(Optional.of(home)));
  }

  private static byte[] jar(String version) {
    return Workshop.plugin("tracer-full", version, 17, 1);
  }

  private Path copyOfRepo() throws IOException {
    return copy(workshop.repo, folder.resolve("old"));
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList())
        Files.copy(
            each,
            to.resolve(from.relativize(each)),
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
    return to;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(each);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static java.io.InputStream stream(Path file) {
    try {
      return Files.exists(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
