package dev.sonde.release;

import static dev.sonde.release.Workshop.NOW;
import static dev.sonde.release.Workshop.plugin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.RepositoryBook;
import dev.sonde.operator.repository.RepositorySource;
import dev.sonde.operator.repository.state.StateHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's repositories: pinned by a digest, and kept to their own names. */
class RepositoryBookTest {
  @TempDir Path base;
  private Workshop acme;
  private Path home;

  @BeforeEach
  void publish() throws IOException {
    acme = new Workshop(Files.createDirectory(base.resolve("acme")));
    acme.publish(plugin("acme/heap", "1.0", 17, 1));
    home = base.resolve("home");
  }

  private RepositoryBook book(boolean development) {
    BakedTrust own = new BakedTrust(new byte[0], development, Instant.EPOCH, name -> null);
    return new RepositoryBook(
        new StateHome(Optional.of(home)), own, Clock.fixed(acme.now, ZoneOffset.UTC));
  }

  private RepositoryBook book() {
    return book(true);
  }

  private String digest() {
    return Sha256.hex(acme.root);
  }

  private Path entry() {
    return home.resolve("repositories/acme.entry");
  }

  private static SondeException refusal(ThrowingCallable step) {
    SondeException refusal = catchThrowableOfType(SondeException.class, step);
    assertThat(refusal).as("refusal").isNotNull();
    return refusal;
  }

  @Test
  void repository_withTheDigest_isKnownFromThenOn() {
    assertThat(
            book().add("acme", RepositorySource.of(acme.repo.toString()), digest().toUpperCase()))
        .extracting(PluginDescription::id)
        .containsExactly("acme/heap");
    assertThat(book().names()).containsExactly("acme");
    assertThat(book().get("acme").location()).isEqualTo(acme.repo.toString());
    assertThat(book().open("acme").fetch(new PluginRef("acme/heap", "1.0", 21)).id())
        .isEqualTo("acme/heap");
  }

  @Test
  void repository_isAlsoOpenedOffline_andLookedAt() throws IOException {
    book().add("acme", RepositorySource.of(acme.repo.toString()), digest());
    acme.now = acme.now.plus(KeyFolder.LIFETIME).minusSeconds(1);
    assertThat(book().openOffline("acme").location()).isEqualTo(acme.repo + " (offline)");
    assertThat(book().openOffline("acme").plugins())
        .extracting(PluginDescription::id)
        .containsExactly("acme/heap");
    assertThat(book().examination("acme").repository().ok()).isTrue();
    acme.publish(plugin("ajax/heap", "1.0", 17, 1));
    assertThat(book().examination("acme").repository().ok()).as("plugins of ajax").isFalse();
  }

  @Test
  void address_withALineBreak_isRefused() {
    RepositorySource odd = RepositorySource.of(acme.repo + "\nx");
    assertThat(refusal(() -> book().add("acme", odd, digest())).id()).isEqualTo(ErrorId.USAGE);
  }

  @Test
  void entry_isItsOwnersAlone() throws IOException {
    book().add("acme", RepositorySource.of(acme.repo.toString()), digest());
    assertThat(mode(entry().getParent())).isEqualTo("rwx------");
    assertThat(mode(entry())).isEqualTo("rw-------");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void otherDigest_isRefused_andNothingKept() {
    String other = "0".repeat(64);
    SondeException refusal =
        refusal(() -> book().add("acme", RepositorySource.of(acme.repo.toString()), other));
    assertThat(refusal.id()).isEqualTo(ErrorId.HASH);
    assertThat(refusal)
        .hasMessage(
            "SONDE-HASH: metadata/1.root.json of %s has SHA-256 %s where %s was given; nothing was"
                + " kept: ask its publisher for the digest, over another way than this one",
            acme.repo, digest(), other);
    assertThat(home).doesNotExist();
  }

  @Test
  void root_thatTheDigestFitsButTooFewKeysSigned_isRefused() throws IOException {
    acme.resign(Role.ROOT, signed -> {}, acme.keys.keys(Role.ROOT).subList(0, 1));
    acme.root = Files.readAllBytes(acme.metadata("1.root.json"));
    assertThat(
            refusal(() -> book().add("acme", RepositorySource.of(acme.repo.toString()), digest()))
                .id())
        .isEqualTo(ErrorId.THRESHOLD);
    assertThat(book().names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sonde", "", "Acme", "9acme", "a/b", "..", "a_b", "äcme", "-a"})
  void name_thatIsNone_isRefused(String name) {
    assertThat(
            refusal(() -> book().add(name, RepositorySource.of(acme.repo.toString()), digest()))
                .id())
        .isEqualTo(ErrorId.USAGE);
    assertThat(refusal(() -> book().get(name)).id()).isEqualTo(ErrorId.NO_JAR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "zz"})
  void digest_thatIsNone_isRefused(String digest) {
    assertThat(
            refusal(() -> book().add("acme", RepositorySource.of(acme.repo.toString()), digest))
                .id())
        .isEqualTo(ErrorId.USAGE);
  }

  @Test
  void otherName_thanThePublishers_isRefused() {
    SondeException refusal =
        refusal(() -> book().add("ajax", RepositorySource.of(acme.repo.toString()), digest()));
    assertThat(refusal.id()).isEqualTo(ErrorId.IDENTITY);
    assertThat(refusal).hasMessageContaining("lists acme/heap, and may list plugins of ajax/ only");
    assertThat(book().names()).isEmpty();
  }

  @Test
  void plugin_ofSonde_inAnotherRepository_isRefused() throws IOException {
    book().add("acme", RepositorySource.of(acme.repo.toString()), digest());
    acme.publish(plugin("tracer-full", "9.0", 17, 1));
    SondeException refusal =
        refusal(() -> book().open("acme").fetch(new PluginRef("tracer-full", null, 21)));
    assertThat(refusal.id()).isEqualTo(ErrorId.IDENTITY);
    assertThat(refusal)
        .hasMessageContaining("lists sonde/tracer-full, and may list plugins of acme/");
  }

  @Test
  void plugin_ofAnother_inSondesRepository_isRefused() {
    assertThat(refusal(() -> acme.open().plugins()).id()).isEqualTo(ErrorId.IDENTITY);
  }

  /** The metadata names its publisher, the jar another one. */
  @Test
  void jar_thatNamesAnotherPublisher_isRefused() throws IOException {
    acme.resign(
        Role.PLUGINS,
        signed -> {
          for (Object target : Workshop.map(signed, "targets").values())
            Workshop.map(target, "custom").put("id", "ajax/heap");
        });
    book().add("ajax", RepositorySource.of(acme.repo.toString()), digest());
    SondeException refusal =
        refusal(() -> book().open("ajax").fetch(new PluginRef("ajax/heap", null, 21)));
    assertThat(refusal.id()).isEqualTo(ErrorId.IDENTITY);
    assertThat(refusal).hasMessageContaining("is acme/heap in the jar and ajax/heap in the signed");
  }

  @Test
  void developmentRoot_isRefusedByARelease() {
    SondeException refusal =
        refusal(() -> book(false).add("acme", RepositorySource.of(acme.repo.toString()), digest()));
    assertThat(refusal.id()).isEqualTo(ErrorId.SIGNATURE);
    assertThat(refusal).hasMessageContaining("is marked x-sonde-development");
  }

  @Test
  void entry_thatADevelopmentBuildMade_isRefusedByARelease() {
    book(true).add("acme", RepositorySource.of(acme.repo.toString()), digest());
    assertThat(refusal(() -> book(false).open("acme")).id()).isEqualTo(ErrorId.SIGNATURE);
  }

  @Test
  void developmentBuild_readsThisMachineOnly() {
    assertThat(
            refusal(() -> book().add("acme", RepositorySource.of("https://far.example/"), digest()))
                .id())
        .isEqualTo(ErrorId.SCHEME);
  }

  @Test
  void plainHttp_thatWasAllowedOnce_isNoErrorAnyMore() throws IOException {
    book().add("acme", RepositorySource.of(acme.repo.toString()), digest());
    byte[] head =
        (digest() + " http://far.example/\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] moved = java.util.Arrays.copyOf(head, head.length + acme.root.length);
    System.arraycopy(acme.root, 0, moved, head.length, acme.root.length);
    Files.write(entry(), moved);
    assertThat(refusal(() -> book().open("acme")))
        .as("a development build still reads this machine only")
        .hasMessageContaining("http://far.example/ is not on this machine");
  }

  @Test
  void nameThatIsTaken_isRefused_andTheSameAgainIsNot() throws IOException {
    book().add("acme", RepositorySource.of(acme.repo.toString()), digest());
    book().add("acme", RepositorySource.of(acme.repo.toString()), digest());
    Workshop other = new Workshop(Files.createDirectory(base.resolve("other")));
    other.publish(plugin("acme/heap", "2.0", 17, 1));
    SondeException refusal =
        refusal(
            () ->
                book()
                    .add(
                        "acme",
                        RepositorySource.of(other.repo.toString()),
                        Sha256.hex(other.root)));
    assertThat(refusal.id()).isEqualTo(ErrorId.USAGE);
    assertThat(refusal).hasMessageContaining("`sonde repo remove acme` forgets it");
    assertThat(book().get("acme").sha256()).isEqualTo(digest());
  }

  @Test
  void removed_isForgotten_butNotItsVersions() throws IOException {
    acme.publish(plugin("acme/heap", "1.1", 17, 1));
    book().add("acme", RepositorySource.of(acme.repo.toString()), digest());
    book().remove("acme");
    assertThat(book().names()).isEmpty();
    assertThat(refusal(() -> book().remove("acme")).id()).isEqualTo(ErrorId.NO_MATCH);
    assertThat(refusal(() -> book().open("acme")).id()).isEqualTo(ErrorId.NO_JAR);
    Path old = base.resolve("old");
    older(old);
    assertThat(
            refusal(() -> book().add("acme", RepositorySource.of(old.toString()), digest())).id())
        .isEqualTo(ErrorId.ROLLBACK);
  }

  /** The same keys, and the first publication again. */
  private void older(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("metadata"));
    Files.copy(acme.metadata("1.root.json"), folder.resolve("metadata/1.root.json"));
    for (Role role : new Role[] {Role.TARGETS, Role.PLUGINS, Role.SNAPSHOT})
      Files.copy(
          acme.metadata("1." + role + ".json"), folder.resolve("metadata/1." + role + ".json"));
    Document first =
        acme.resigned(
            Role.TIMESTAMP, signed -> older(signed, folder), acme.keys.keys(Role.TIMESTAMP));
    Files.write(folder.resolve("metadata/timestamp.json"), first.bytes());
  }

  private static void older(java.util.Map<String, Object> timestamp, Path folder) {
    timestamp.put("version", 1L);
    try {
      byte[] snapshot = Files.readAllBytes(folder.resolve("metadata/1.snapshot.json"));
      var entry = Workshop.map(Workshop.map(timestamp, "meta"), "snapshot.json");
      entry.put("version", 1L);
      entry.put("length", (long) snapshot.length);
      entry.put("hashes", java.util.Map.of("sha256", Sha256.hex(snapshot)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void entry_thatIsDamaged_isNotUsed() throws IOException {
    book().add("acme", RepositorySource.of(acme.repo.toString()), digest());
    byte[] bytes = Files.readAllBytes(entry());
    for (byte[] damaged :
        new byte[][] {
          new byte[0],
          java.util.Arrays.copyOf(bytes, bytes.length - 1),
          java.util.Arrays.copyOf(bytes, 70),
          flipped(bytes, 0),
          flipped(bytes, bytes.length - 9)
        }) {
      Files.write(entry(), damaged);
      assertThat(refusal(() -> book().open("acme")).id()).isEqualTo(ErrorId.STATE);
    }
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 1;
    return copy;
  }

  @Test
  void entry_thatIsALink_isNotFollowed() throws IOException {
    book().add("acme", RepositorySource.of(acme.repo.toString()), digest());
    Files.move(entry(), base.resolve("elsewhere"));
    Files.createSymbolicLink(entry(), base.resolve("elsewhere"));
    assertThat(refusal(() -> book().open("acme")).id()).isEqualTo(ErrorId.STATE);
  }

  @Test
  void folder_thatIsOpenToOthers_isNotBelieved() throws IOException {
    book().add("acme", RepositorySource.of(acme.repo.toString()), digest());
    Files.setPosixFilePermissions(
        entry().getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(refusal(() -> book().names()).id()).isEqualTo(ErrorId.STATE_PERMISSION);
  }

  @Test
  void home_thatIsNotThere_isNotMadeByALook() {
    assertThat(book().names()).isEmpty();
    assertThat(home).doesNotExist();
  }

  @Test
  void repository_thatExpired_isRefusedInItsTurn() {
    book().add("acme", RepositorySource.of(acme.repo.toString()), digest());
    acme.now = NOW.plus(KeyFolder.LIFETIME.multipliedBy(2));
    assertThat(refusal(() -> book().open("acme").plugins()).id()).isEqualTo(ErrorId.EXPIRED);
  }
}
