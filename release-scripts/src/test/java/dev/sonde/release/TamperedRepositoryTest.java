package dev.sonde.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.PluginRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TamperedRepositoryTest {
  private static final PluginRef REF = new PluginRef("tracer-full", null, 17);
  private static final byte[] JAR = Workshop.plugin("tracer-full", "0.1.0", 17, 1);
  private static final String COPY =
      "; nothing of it was used; try another copy, and tell its publisher";

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void publish() throws IOException {
    workshop = new Workshop(folder);
    workshop.publish(JAR);
  }

  @Test
  void repository_untouched() {
    var jar = workshop.open().fetch(REF);
    assertThat(jar.bytes()).isEqualTo(JAR);
    assertThat(jar.sha256()).isEqualTo(Sha256.hex(JAR));
    assertThat(jar.description().toString())
        .isEqualTo(
            "PluginDescription[id=tracer-full, version=0.1.0, line=17, api=1, capabilities=[instrument],"
                + " commands=[CommandDescription[name=trace, usage=trace JVM, summary=See calls, capability=instrument]]]");
    assertThat(workshop.open().plugins()).containsExactly(jar.description());
  }

  @Test
  @Tag("slow") // too much for the mutation check, which runs it for each change
  void flippedBit_atAnyPlace() throws IOException {
    List<Path> files =
        new ArrayList<>(List.of(workshop.jarFile(), workshop.metadata("timestamp.json")));
    for (Role role : List.of(Role.PLUGINS, Role.TARGETS, Role.SNAPSHOT))
      files.add(workshop.metadata("1." + role + ".json"));
    for (Path file : files) {
      byte[] good = Files.readAllBytes(file);
      for (int at = 0; at < good.length; at += 53) {
        byte[] bad = good.clone();
        bad[at] ^= 1;
        Files.write(file, bad);
        assertThatThrownBy(() -> workshop.open().fetch(REF))
            .as("%s at %d", file, at)
            .isInstanceOf(SondeException.class);
      }
      Files.write(file, good);
    }
    assertThat(workshop.open().fetch(REF).bytes()).isEqualTo(JAR);
  }

  @Test
  void timestamp_altered() throws IOException {
    workshop.spoil("timestamp.json", text -> text.replace("\"length\":", "\"length\":1"));
    refused(
        ErrorId.SIGNATURE,
        "timestamp.json of REPO: 0 of 1 needed signatures of role timestamp fit its bytes, 1 do not: it was altered"
            + COPY);
  }

  @Test
  void bakedRoot_altered() {
    String text =
        new String(workshop.root, StandardCharsets.UTF_8).replace("2030-05-31", "2031-05-31");
    workshop.root = text.getBytes(StandardCharsets.UTF_8);
    refused(
        ErrorId.SIGNATURE,
        "the root that is trusted from the start: 0 of 2 needed signatures of role root fit its bytes, 3 do not: it was altered"
            + COPY);
  }

  @Test
  void jar_altered() throws IOException {
    byte[] bytes = JAR.clone();
    bytes[40] ^= 1;
    Files.write(workshop.jarFile(), bytes);
    refused(
        ErrorId.HASH,
        "plugins/tracer-full/tracer-full-0.1.0-jdk17.jar of REPO: sha256 "
            + Sha256.hex(bytes)
            + " where "
            + Sha256.hex(JAR)
            + " is listed"
            + COPY);
  }

  @Test
  void jar_shorter() throws IOException {
    Files.write(workshop.jarFile(), java.util.Arrays.copyOf(JAR, JAR.length - 1));
    refused(
        ErrorId.HASH,
        "plugins/tracer-full/tracer-full-0.1.0-jdk17.jar of REPO: length "
            + (JAR.length - 1)
            + " where "
            + JAR.length
            + " is listed"
            + COPY);
  }

  @Test
  void jar_longer() throws IOException {
    Path file = workshop.jarFile();
    Files.write(file, java.util.Arrays.copyOf(JAR, JAR.length + 1));
    refused(
        ErrorId.TOO_BIG,
        workshop.repo.relativize(file)
            + " of REPO has more than the "
            + JAR.length
            + " bytes that it may have; nothing of it was used, try another copy");
  }

  @Test
  void jar_listedAsTooBig() throws IOException {
    workshop.resign(Role.PLUGINS, signed -> target(signed).put("length", 9L << 20));
    refused(
        ErrorId.TOO_BIG,
        "plugins/tracer-full/tracer-full-0.1.0-jdk17.jar of REPO is listed with 9437184 bytes, the limit is 8388608"
            + COPY);
  }

  @Test
  void jar_missing() throws IOException {
    Path file = workshop.jarFile();
    Files.delete(file);
    refused(
        ErrorId.IO,
        workshop.repo.relativize(file)
            + " of REPO does not exist; name the folder that holds metadata/ and targets/");
  }

  @Test
  void digest_ofAnUnknownAlgorithm() throws IOException {
    workshop.resign(
        Role.PLUGINS,
        signed -> {
          target(signed).put("hashes", Map.of("md5", "0"));
        });
    Files.move(
        workshop.jarFile(), workshop.jarFile().resolveSibling("0.tracer-full-0.1.0-jdk17.jar"));
    refused(
        ErrorId.HASH,
        "plugins/tracer-full/tracer-full-0.1.0-jdk17.jar of REPO: a digest by the unknown algorithm \"md5\""
            + COPY);
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, names = "ROOT", mode = EnumSource.Mode.EXCLUDE)
  void role_expired(Role role) throws IOException {
    workshop.resign(role, signed -> signed.put("expires", "2030-05-01T12:00:00Z"));
    refused(
        ErrorId.EXPIRED,
        file(role)
            + " of REPO expired 2030-05-01T12:00:00Z and it is 2030-05-01T12:00:00Z;"
            + " set this machine's clock if it is wrong, else its publisher must renew it;"
            + " --offline would go on with what is on this machine ("
            + role
            + " 1 expired 1 day ago, 2030-05-01T12:00:00Z)");
  }

  @Test
  void role_beforeItExpires() throws IOException {
    workshop.resign(Role.TIMESTAMP, signed -> signed.put("expires", "2030-05-01T12:00:01Z"));
    assertThat(workshop.open().fetch(REF).bytes()).isEqualTo(JAR);
  }

  @Test
  void root_expired() {
    workshop.now = Workshop.NOW.plus(KeyFolder.LIFETIME);
    refused(
        ErrorId.EXPIRED,
        "1.root.json of REPO expired 2030-05-31T12:00:00Z and it is 2030-05-31T12:00:00Z;"
            + " set this machine's clock if it is wrong, else its publisher must renew it;"
            + " --offline would be refused as well (SONDE-EXPIRED)");
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"TARGETS", "PLUGINS"})
  void threshold_oneSignatureShort(Role role) throws IOException {
    workshop.resign(role, signed -> {}, workshop.keys.keys(role).subList(0, 1));
    refused(
        ErrorId.THRESHOLD,
        file(role) + " of REPO: signed by 1 of the 2 keys that role " + role + " needs" + COPY);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"TARGETS", "PLUGINS"})
  void threshold_met(Role role) throws IOException {
    workshop.resign(role, signed -> {}, workshop.keys.keys(role).subList(1, 3));
    assertThat(workshop.open().fetch(REF).bytes()).isEqualTo(JAR);
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, names = "ROOT", mode = EnumSource.Mode.EXCLUDE)
  void role_signedByUnknownKeys(Role role) throws IOException {
    List<Ed25519SigningKey> strangers =
        List.of(Ed25519SigningKey.create(), Ed25519SigningKey.create());
    workshop.resign(role, signed -> {}, strangers);
    int threshold = role.threshold();
    refused(
        ErrorId.THRESHOLD,
        file(role)
            + " of REPO: signed by 0 of the "
            + threshold
            + " keys that role "
            + role
            + " needs"
            + COPY);
  }

  @Test
  void role_signedByAnotherRolesKeys() throws IOException {
    workshop.resign(Role.TIMESTAMP, signed -> {}, workshop.keys.keys(Role.SNAPSHOT));
    refused(
        ErrorId.THRESHOLD,
        "timestamp.json of REPO: signed by 0 of the 1 keys that role timestamp needs" + COPY);
  }

  @Test
  void signature_falseBesideEnoughGoodOnes() throws IOException {
    workshop.addSignature(Role.TIMESTAMP, it -> Map.of("keyid", "abc", "sig", "zz"));
    assertThat(workshop.open().fetch(REF).bytes()).isEqualTo(JAR);
  }

  @Test
  void keyId_repeated() throws IOException {
    workshop.addSignature(Role.PLUGINS, it -> it);
    String id = workshop.keys.keys(Role.PLUGINS).get(0).id();
    refused(
        ErrorId.SIGNATURE, "1.plugins.json of REPO: key id " + id + " signs more than once" + COPY);
  }

  @Test
  void key_underTwoIds() throws IOException {
    SigningKey key = workshop.keys.keys(Role.PLUGINS).get(0);
    workshop.resign(
        Role.TARGETS,
        signed -> {
          Map<String, Object> delegations = Workshop.map(signed, "delegations");
          Workshop.map(delegations, "keys").put("twin", upperCase(key));
          Workshop.map(((List<?>) delegations.get("roles")).get(0))
              .put("keyids", List.of(key.id(), "twin"));
        });
    workshop.resign(Role.PLUGINS, signed -> {}, List.of(key));
    workshop.addSignature(Role.PLUGINS, it -> Map.of("keyid", "twin", "sig", it.get("sig")));
    refused(
        ErrorId.THRESHOLD,
        "1.plugins.json of REPO: signed by 1 of the 2 keys that role plugins needs" + COPY);
  }

  private static Map<String, Object> upperCase(SigningKey key) {
    String hex = (String) Workshop.map(key.json(), "keyval").get("public");
    Map<String, Object> value = Map.of("public", hex.toUpperCase(java.util.Locale.ROOT));
    return Map.of("keytype", "ed25519", "scheme", "ed25519", "keyval", value);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void threshold_belowOne(long threshold) throws IOException {
    workshop.resign(Role.TARGETS, signed -> delegation(signed).put("threshold", threshold));
    refused(
        ErrorId.JSON,
        "1.targets.json of REPO: expected an integer of at least 1 at signed.delegations.roles[0].threshold but found "
            + threshold
            + "; nothing of it was used; the file is damaged or not a repository's, try another copy");
  }

  @Test
  void threshold_aboveTheKeys() throws IOException {
    workshop.resign(Role.TARGETS, signed -> delegation(signed).put("threshold", 4L));
    refused(
        ErrorId.THRESHOLD,
        "1.plugins.json of REPO: signed by 3 of the 4 keys that role plugins needs" + COPY);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"TARGETS", "PLUGINS", "SNAPSHOT"})
  void version_notAsListed(Role role) throws IOException {
    workshop.resign(role, signed -> signed.put("version", 2L));
    String lister = role == Role.SNAPSHOT ? "timestamp.json" : "snapshot.json";
    refused(
        ErrorId.MIX,
        file(role)
            + " of REPO: version 2 where 1 is listed by "
            + lister
            + "; files of two publications are mixed: try again in a minute, then another copy");
  }

  @Test
  void files_ofTwoPublications() throws IOException {
    byte[] old = Files.readAllBytes(workshop.metadata("1.plugins.json"));
    workshop.publish(Workshop.plugin("tracer-full", "0.2.0", 17, 1));
    long length = Files.size(workshop.metadata("2.plugins.json"));
    Files.write(workshop.metadata("2.plugins.json"), old);
    refused(
        ErrorId.MIX,
        "2.plugins.json of REPO: length "
            + old.length
            + " where "
            + length
            + " is listed by snapshot.json; files of two publications are mixed: try again in a minute, then another copy");
  }

  @Test
  void type_ofAnotherRole() throws IOException {
    byte[] snapshot = Files.readAllBytes(workshop.metadata("1.snapshot.json"));
    Files.write(workshop.metadata("timestamp.json"), snapshot);
    refused(
        ErrorId.JSON,
        "timestamp.json of REPO: expected an object at signed.meta.snapshot.json but found nothing;"
            + " nothing of it was used; the file is damaged or not a repository's, try another copy");
  }

  static List<Arguments> texts() {
    String damaged =
        "; nothing of it was used; the file is damaged or not a repository's, try another copy";
    return List.of(
        Arguments.of(
            "^\\{", "{\"signed\":{},", "duplicate key \"signed\" at character PLACE" + damaged),
        Arguments.of(
            "\"version\":1\\}",
            "\"version\":1.0}",
            "expected an integer but found '.' at character PLACE" + damaged),
        Arguments.of(
            "\"version\":1\\}",
            "\"version\":1e400}",
            "expected an integer but found 'e' at character PLACE" + damaged),
        Arguments.of(
            "\"version\":1\\}",
            "\"version\":0}",
            "expected an integer of at least 1 at signed.meta.snapshot.json.version but found 0"
                + damaged),
        Arguments.of(
            "\"version\":1\\}",
            "\"version\":NaN}",
            "expected a value but found 'N' at character PLACE" + damaged),
        Arguments.of(
            "^\\{", "[".repeat(9_000) + "{", "more than 16 levels at character 16" + damaged),
        Arguments.of(
            "\"_type\":\"",
            "\"_type\":\"\\\\ud800",
            "lone surrogate in the string at character PLACE" + damaged),
        Arguments.of(
            "^\\{",
            "\u00ef\u00bb\u00bf{",
            "expected JSON but found a byte order mark at character 0" + damaged),
        Arguments.of(
            "\\}$",
            "} ;",
            "expected nothing after the end but found ';' at character PLACE" + damaged),
        Arguments.of("\\}$", "", "expected '}' but found the end at character PLACE" + damaged),
        Arguments.of("(?s)^.*$", "", "expected a value but found the end at character 0" + damaged),
        Arguments.of(
            "(?s)^.*$",
            "<html>sign in</html>",
            "expected a value but found '<' at character 0; this looks like a web page: give the address of the folder that holds metadata/"),
        Arguments.of(
            "2030-05-31T",
            "2030-13-31T",
            "expected a time like 2030-01-31T00:00:00Z at signed.expires but found \"2030-13-31T12:00:00Z\""
                + damaged),
        Arguments.of(
            "1.0.31",
            "2.0.0",
            "expected version 1 of the specification at signed.spec_version but found \"2.0.0\""
                + damaged));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void json_notStrict(String from, String to, String message) throws IOException {
    workshop.spoil("timestamp.json", text -> text.replaceFirst(from, to));
    SondeException refusal =
        catchThrowableOfType(SondeException.class, () -> workshop.open().fetch(REF));
    assertThat(refusal.id()).isEqualTo(ErrorId.JSON);
    assertThat(
            refusal
                .getMessage()
                .replace(workshop.repo.toString(), "REPO")
                .replaceFirst("character \\d{3,}", "character PLACE"))
        .isEqualTo("SONDE-JSON: timestamp.json of REPO: " + message);
  }

  @Test
  void metadata_longerThanTheLimit() throws IOException {
    workshop.spoil("timestamp.json", text -> text + " ".repeat(16 << 10));
    refused(
        ErrorId.TOO_BIG,
        "metadata/timestamp.json of REPO has more than the 16384 bytes that it may have; nothing of it was used, try another copy");
  }

  @Test
  void metadata_listedAsTooLong() throws IOException {
    workshop.resign(
        Role.TIMESTAMP,
        signed ->
            Workshop.map(Workshop.map(signed, "meta"), "snapshot.json").put("length", 1L << 40));
    refused(
        ErrorId.TOO_BIG,
        "1.snapshot.json of REPO is listed with 1099511627776 bytes, the limit is 262144" + COPY);
  }

  @Test
  void metadata_missing() throws IOException {
    Files.delete(workshop.metadata("timestamp.json"));
    refused(
        ErrorId.IO,
        "metadata/timestamp.json of REPO does not exist; name the folder that holds metadata/ and targets/");
  }

  @Test
  void delegation_notInTheSnapshot() throws IOException {
    workshop.resign(Role.SNAPSHOT, signed -> Workshop.map(signed, "meta").remove("plugins.json"));
    refused(
        ErrorId.DELEGATION,
        "role plugins is delegated to but not listed by 1.snapshot.json of REPO" + COPY);
  }

  @Test
  void delegation_forOtherPaths() throws IOException {
    workshop.resign(
        Role.TARGETS, signed -> delegation(signed).put("paths", List.of("plugins/other/*")));
    refused(
        ErrorId.NO_JAR,
        "REPO has no plugin \"tracer-full\"; there are no plugins; `sonde plugins` shows all");
  }

  @Test
  void delegation_namedLikeATopLevelRole() throws IOException {
    workshop.resign(Role.TARGETS, signed -> delegation(signed).put("name", "snapshot"));
    refused(
        ErrorId.JSON,
        "1.targets.json of REPO: expected a name of its own at signed.delegations.roles[0].name but found \"snapshot\";"
            + " nothing of it was used; the file is damaged or not a repository's, try another copy");
  }

  @Test
  void rollback_belowTheBundle() throws IOException {
    Map<String, byte[]> old = snapshotOf(workshop.repo);
    workshop.publish(Workshop.plugin("tracer-full", "0.2.0", 17, 1));
    Bundle.write(workshop.repo, folder.resolve("sonde"));
    for (var file : old.entrySet())
      Files.write(workshop.repo.resolve(file.getKey()), file.getValue());
    var repository = workshop.open(name -> stream(folder.resolve(name)));
    assertRefused(
        ErrorId.ROLLBACK,
        "timestamp.json of REPO: version 1 of timestamp is older than 2, which is known already; an old copy is being served, use another",
        () -> repository.fetch(REF));
  }

  @Test
  void rollback_ofTheSnapshotUnderANewerTimestamp() throws IOException {
    workshop.publish(Workshop.plugin("tracer-full", "0.2.0", 17, 1));
    Bundle.write(workshop.repo, folder.resolve("sonde"));
    workshop.resign(
        Role.TIMESTAMP,
        signed -> {
          signed.put("version", 3L);
          Workshop.map(signed, "meta").put("snapshot.json", Map.of("version", 1L));
        });
    var repository = workshop.open(name -> stream(folder.resolve(name)));
    assertRefused(
        ErrorId.ROLLBACK,
        "timestamp.json of REPO: version 1 of snapshot is older than 2, which is known already; an old copy is being served, use another",
        () -> repository.fetch(REF));
  }

  @Test
  void rollback_ofARoleUnderANewerSnapshot() throws IOException {
    workshop.publish(Workshop.plugin("tracer-full", "0.2.0", 17, 1));
    Bundle.write(workshop.repo, folder.resolve("sonde"));
    Document snapshot =
        workshop.resigned(
            Role.SNAPSHOT, signed -> signed.put("version", 3L), workshop.keys.keys(Role.SNAPSHOT));
    Files.write(workshop.metadata("3.snapshot.json"), snapshot.bytes());
    workshop.resign(
        Role.TIMESTAMP,
        signed -> {
          signed.put("version", 3L);
          Workshop.map(signed, "meta").put("snapshot.json", Map.of("version", 3L));
        });
    var repository = workshop.open(name -> stream(folder.resolve(name)));
    assertRefused(
        ErrorId.ROLLBACK,
        "3.snapshot.json of REPO: version 1 of plugins.json is older than 2, which is known already; an old copy is being served, use another",
        () -> repository.fetch(REF));
  }

  @Test
  void bundle_servesAsTheFirstState() throws IOException {
    Bundle.write(workshop.repo, folder.resolve("sonde"));
    for (Role role : List.of(Role.PLUGINS, Role.TARGETS, Role.SNAPSHOT))
      Files.delete(workshop.metadata("1." + role + ".json"));
    assertThat(workshop.open(name -> stream(folder.resolve(name))).fetch(REF).bytes())
        .isEqualTo(JAR);
  }

  @Test
  void root_next() throws IOException {
    workshop.now = Workshop.NOW.plus(KeyFolder.LIFETIME.dividedBy(2));
    workshop.keys.renewRoot(workshop.now);
    assertThat(workshop.publish(JAR)).isEqualTo("timestamp 2, snapshot 2, targets 2, plugins 2");
    workshop.now = Workshop.NOW.plus(KeyFolder.LIFETIME);
    assertThat(workshop.open().fetch(REF).bytes()).isEqualTo(JAR);
  }

  @Test
  void root_gap() throws IOException {
    Document third =
        Document.sign(changed(workshop.root, "version", 3L), workshop.keys.keys(Role.ROOT));
    Files.write(workshop.metadata("2.root.json"), third.bytes());
    refused(ErrorId.ROOT_GAP, "2.root.json of REPO is version 3, expected 2" + COPY);
  }

  @Test
  void root_ofOtherKeys() throws IOException {
    Workshop other = new Workshop(folder.resolve("other"));
    Document second = Document.sign(changed(other.root, "version", 2L), other.keys.keys(Role.ROOT));
    Files.write(workshop.metadata("2.root.json"), second.bytes());
    refused(
        ErrorId.THRESHOLD,
        "2.root.json of REPO: signed by 0 of the 2 keys that role root needs" + COPY);
  }

  @Test
  void root_notSignedByItsOwnKeys() throws IOException {
    Workshop other = new Workshop(folder.resolve("other"));
    Document second =
        Document.sign(changed(other.root, "version", 2L), workshop.keys.keys(Role.ROOT));
    Files.write(workshop.metadata("2.root.json"), second.bytes());
    refused(
        ErrorId.THRESHOLD,
        "2.root.json of REPO: signed by 0 of the 2 keys that role root needs" + COPY);
  }

  @Test
  void root_thatRotatesTheOnlineKeys() throws IOException {
    workshop.publish(Workshop.plugin("tracer-full", "0.2.0", 17, 1));
    Bundle.write(workshop.repo, folder.resolve("sonde"));
    Workshop other = new Workshop(folder.resolve("other"));
    Map<String, Object> signed = changed(workshop.root, "version", 2L);
    Map<String, Object> roles = Workshop.map(signed, "roles");
    for (Role role : List.of(Role.SNAPSHOT, Role.TIMESTAMP)) {
      Workshop.map(signed, "keys").putAll(other.keys.publicKeys(role));
      // The old key stays beside the new one: what it signed still verifies, and must be forgotten
      // all the same.
      List<String> ids =
          List.of(workshop.keys.keys(role).get(0).id(), other.keys.keys(role).get(0).id());
      roles.put(role.toString(), Map.of("keyids", ids, "threshold", 1L));
    }
    Files.write(
        workshop.metadata("2.root.json"),
        Document.sign(signed, workshop.keys.keys(Role.ROOT)).bytes());
    workshop.resign(Role.SNAPSHOT, it -> {}, other.keys.keys(Role.SNAPSHOT));
    workshop.resign(
        Role.TIMESTAMP,
        it -> {
          it.put("version", 1L);
          Workshop.map(it, "meta").put("snapshot.json", Map.of("version", 1L));
        },
        other.keys.keys(Role.TIMESTAMP));
    var repository = workshop.open(name -> stream(folder.resolve(name)));
    assertThat(repository.fetch(REF).version())
        .as("floors of stolen keys are gone")
        .isEqualTo("0.1.0");
  }

  @Test
  void root_ofADeveloperInARelease() {
    var repository =
        workshop.open(new BakedTrust(workshop.root, false, Instant.EPOCH, name -> null));
    assertRefused(
        ErrorId.SIGNATURE,
        "the root of REPO is marked x-sonde-development, and a release trusts no development keys; use a release repository",
        () -> repository.fetch(REF));
  }

  @Test
  void root_ofAReleaseInADevelopmentBuild() throws IOException {
    Map<String, Object> signed = changed(workshop.root, "x-sonde-development", false);
    workshop.root = Document.sign(signed, workshop.keys.keys(Role.ROOT)).bytes();
    refused(
        ErrorId.SIGNATURE,
        "the root of REPO is not marked x-sonde-development, and a development build trusts no other; use a release");
  }

  @Test
  void clock_beforeTheBuild() {
    var repository =
        workshop.open(
            new BakedTrust(workshop.root, true, Workshop.NOW.plusSeconds(1), name -> null));
    assertRefused(
        ErrorId.CLOCK,
        "this machine's clock says 2030-05-01T12:00:00Z, before this Sonde was built (2030-05-01T12:00:01Z); set the clock",
        () -> repository.fetch(REF));
  }

  @Test
  void clock_tenYearsOff() {
    Duration years = Duration.ofDays(3653);
    workshop.now = Workshop.NOW.plus(years);
    refused(
        ErrorId.EXPIRED,
        "1.root.json of REPO expired 2030-05-31T12:00:00Z and it is 2040-05-01T12:00:00Z;"
            + " set this machine's clock if it is wrong, else its publisher must renew it;"
            + " --offline would be refused as well (SONDE-EXPIRED)");
    workshop.now = Workshop.NOW.minus(years);
    var repository = workshop.open(new BakedTrust(workshop.root, true, Workshop.NOW, name -> null));
    assertRefused(
        ErrorId.CLOCK,
        "this machine's clock says 2020-04-30T12:00:00Z, before this Sonde was built (2030-05-01T12:00:00Z); set the clock",
        () -> repository.fetch(REF));
  }

  private void refused(ErrorId id, String message) {
    assertRefused(id, message, () -> workshop.open().fetch(REF));
  }

  private void assertRefused(ErrorId id, String message, Runnable action) {
    SondeException refusal = catchThrowableOfType(SondeException.class, action::run);
    assertThat(refusal)
        .hasMessage(id.id() + ": " + message.replace("REPO", workshop.repo.toString()));
    assertThat(refusal.id()).isEqualTo(id);
  }

  private static String file(Role role) {
    return role == Role.TIMESTAMP ? "timestamp.json" : "1." + role + ".json";
  }

  private static Map<String, Object> target(Map<String, Object> plugins) {
    return Workshop.map(Workshop.map(plugins, "targets").values().iterator().next());
  }

  private static Map<String, Object> delegation(Map<String, Object> targets) {
    return Workshop.map(((List<?>) Workshop.map(targets, "delegations").get("roles")).get(0));
  }

  private static Map<String, Object> changed(byte[] document, String key, Object value) {
    Map<String, Object> signed = Workshop.map(dev.sonde.json.JsonReader.read(document), "signed");
    signed.put(key, value);
    return signed;
  }

  private static java.io.InputStream stream(Path file) {
    try {
      return Files.exists(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> snapshotOf(Path folder) throws IOException {
    Map<String, byte[]> files = new java.util.TreeMap<>(Collections.reverseOrder());
    try (var all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList())
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
    }
    return files;
  }
}
