package dev.sonde.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a release refuses, and what it accepts from keys outside of it. */
class ReleaseTest {
  private static final String DESK = " --trust trust --repo repo --stage stage";
  private static final String ONLINE = " --key keys/host/snapshot-1.key keys/host/timestamp-1.key";
  private static final String PROPOSE =
      "bin/propose" + DESK + " --build build --key keys/first/plugins-1.key";

  @TempDir static Path begun;
  @TempDir Path folder;
  private Desk desk;

  @BeforeAll
  static void hold() throws IOException {
    new Desk(begun).runAll(KeysPage.read().get("The ceremony"));
  }

  @BeforeEach
  void begin() throws IOException {
    desk = new Desk(folder);
    desk.run("cp -r " + begun + "/. .");
  }

  @Test
  void ceremony_privateKeysForTheirHolderAlone() throws IOException {
    List<Path> keys = SafeFiles.below(folder.resolve("keys"));
    assertThat(keys).hasSize(22); // and the public halves
    for (Path key : keys) {
      if (!key.toString().endsWith(".key")) continue;
      assertThat(mode(key)).isEqualTo("rw-------");
      assertThat(mode(key.getParent())).isEqualTo("rwx------");
    }
    for (Path file : SafeFiles.below(folder.resolve("trust")))
      assertThat(Files.readString(file)).doesNotContain("PRIVATE KEY");
  }

  @Test
  void ceremony_ofOnePerson() throws IOException {
    desk.run("bin/ceremony --trust new-trust --repo new-repo --stage stage --keys new");
    assertThat(desk.said)
        .contains("warning: 1 person, 3 keys: signatures of one hand prove less than those of two");
    assertThat(desk.said).doesNotContain("PRIVATE");
  }

  @Test
  void ceremony_twice() throws IOException {
    desk.run("! bin/ceremony" + DESK + " --keys new");
    assertThat(desk.said).startsWith("a ceremony was held already; keys change by bin/rotate");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void root_lifetimesAndThresholds() throws IOException {
    Document root = Document.read(desk.firstRoot());
    assertThat(root.expires()).isEqualTo(desk.now.plus(Duration.ofDays(365)));
    assertThat(Signatories.ofRoot(root, Role.TARGETS).threshold()).isEqualTo(2);
    assertThat(Signatories.ofRoot(root, Role.TARGETS).keys()).hasSize(3);
    assertThat(Signatories.ofRoot(root, Role.TIMESTAMP).keys().keySet())
        .doesNotContainAnyElementsOf(Signatories.ofRoot(root, Role.SNAPSHOT).keys().keySet());
    RepositoryFolder repo = new RepositoryFolder(folder.resolve("repo"));
    Map<Role, Integer> days =
        Map.of(Role.TARGETS, 180, Role.PLUGINS, 90, Role.SNAPSHOT, 14, Role.TIMESTAMP, 7);
    for (Map.Entry<Role, Integer> each : days.entrySet())
      assertThat(repo.current(each.getKey()).orElseThrow().expires())
          .isEqualTo(desk.now.plus(Duration.ofDays(each.getValue())));
    assertThat(Signatories.ofDelegation(repo.current(Role.TARGETS).orElseThrow()).threshold())
        .isEqualTo(2);
  }

  @Test
  void publish_belowThreshold() throws IOException {
    Map<String, String> before = contents("repo");
    desk.run(PROPOSE);
    desk.run("! bin/publish-release" + DESK + ONLINE);
    assertThat(desk.said)
        .isEqualTo("2.plugins.json: 1 of 2 signatures: plugins-1 (first); nothing was published\n");
    assertThat(contents("repo")).isEqualTo(before);
  }

  @Test
  void publish_twoSignaturesOfOneKey() throws IOException {
    desk.run(PROPOSE);
    desk.run("bin/sign" + DESK + " --rebuilt build --key keys/first/plugins-1.key");
    desk.run("! bin/publish-release" + DESK + ONLINE);
    assertThat(desk.said).startsWith("2.plugins.json: 1 of 2 signatures: plugins-1 (first)");
  }

  @Test
  void publish_alteredAfterSigning() throws IOException {
    desk.run(PROPOSE);
    desk.run("bin/sign" + DESK + " --rebuilt build --key keys/second/plugins-2.key");
    Path jar = SafeFiles.below(folder.resolve("stage/targets")).get(0);
    byte[] bytes = Files.readAllBytes(jar);
    bytes[40] ^= 1;
    Files.write(jar, bytes);
    Map<String, String> before = contents("repo");
    desk.run("! bin/publish-release" + DESK + ONLINE);
    assertThat(desk.said).startsWith("SONDE-HASH: ");
    assertThat(contents("repo")).isEqualTo(before);
  }

  @Test
  void publish_neverOverOtherBytes() throws IOException {
    desk.run(PROPOSE);
    desk.run("bin/sign" + DESK + " --rebuilt build --key keys/second/plugins-2.key");
    Files.writeString(folder.resolve("repo/metadata/2.plugins.json"), "{}");
    desk.run("! bin/publish-release" + DESK + ONLINE);
    assertThat(desk.said).contains("what was published once is never replaced");
  }

  @Test
  void publish_thenAnOlderProposal() throws IOException {
    desk.run("bin/propose" + DESK.replace("stage stage", "stage new-stage") + " --renew plugins");
    desk.runAll(KeysPage.read().get("A release of plugins"));
    desk.run(
        "bin/sign"
            + DESK.replace("stage stage", "stage new-stage")
            + " --key keys/first/plugins-1.key keys/second/plugins-2.key");
    desk.run("bin/withdraw" + DESK + " --plugin tracer-full --version 0.1.0 --reason x");
    desk.run("bin/sign" + DESK + " --key keys/first/plugins-1.key keys/second/plugins-2.key");
    desk.run("bin/publish-release" + DESK + ONLINE);
    desk.run("! bin/publish-release" + DESK.replace("stage stage", "stage new-stage") + ONLINE);
    assertThat(desk.said).contains("propose again");
  }

  @Test
  void sign_withoutAnOwnBuild() throws IOException {
    desk.run(PROPOSE);
    desk.run("! bin/sign" + DESK + " --key keys/second/plugins-2.key");
    assertThat(desk.said)
        .isEqualTo(
            "plugins/tracer-full/tracer-full-0.1.0-jdk17.jar is new, and your own build has no such file; give it with --rebuilt\n");
  }

  @Test
  void sign_unlikeBytes() throws IOException {
    desk.run(PROPOSE);
    Path own = folder.resolve("build/plugins/tracer-full-0.1.0-jdk17.jar");
    byte[] other =
        Workshop.jar(
            "META-INF/sonde.properties", Workshop.properties("tracer-full", "0.1.0", 17, 1));
    Files.write(own, other);
    desk.run("! bin/sign" + DESK + " --rebuilt build --key keys/second/plugins-2.key");
    assertThat(desk.said).contains("is unlike your own build of it").contains("not signed");
    assertThat(new Stage(folder.resolve("stage")).find(Role.PLUGINS).orElseThrow().signatures())
        .hasSize(1);
  }

  @Test
  void sign_keysThatWereNotAgreedOn() throws IOException {
    desk.run("cp -r trust new-trust");
    desk.run("bin/key --name targets-4 --keys new");
    desk.run(
        "bin/rotate --trust new-trust --repo repo --stage stage --remove targets-1 --add new/targets-4.pem --holder thief --key keys/first/root-1.key");
    desk.run("! bin/sign" + DESK + " --key keys/second/root-2.key");
    assertThat(desk.said).contains("names other keys than your trust folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "EC -pkeyopt ec_paramgen_curve:P-256"})
  void signer_opensslForBothKinds(String kind) throws IOException {
    assumeTrue(desk.shell("openssl version") == 0, "openssl is missing here");
    desk.run("openssl genpkey -algorithm " + kind + " -out secret 2> /dev/null");
    desk.run("mkdir devices && openssl pkey -in secret -pubout -out devices/plugins-4.pem");
    desk.run(
        "bin/rotate"
            + DESK
            + " --remove plugins-3 --add devices/plugins-4.pem --holder third --key keys/first/targets-1.key keys/second/targets-2.key");
    desk.run("bin/publish-release" + DESK + ONLINE);
    desk.run("rm -r stage");
    desk.run(PROPOSE);
    List<String> before = leftInTemporaryFolder();
    String command = "openssl pkeyutl -sign -rawin -inkey " + folder + "/secret -in $SONDE_MESSAGE";
    desk.run(
        "bin/sign"
            + DESK
            + " --rebuilt build --signer '"
            + command
            + "' --public-key devices/plugins-4.pem");
    assertThat(desk.said).contains("2 of 2 signatures");
    desk.run("bin/publish-release" + DESK + ONLINE);
    desk.run("bin/verify-release repo --root trust/1.root.json --days 21");
    assertThat(leftInTemporaryFolder()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cat", "exit 3", "true", "printf %64s x", "head -c 2000 /dev/zero"})
  void signer_thatSignsNot(String command) throws IOException {
    desk.run(PROPOSE);
    Map<String, String> before = contents("stage");
    List<String> temporary = leftInTemporaryFolder();
    desk.run(
        "! bin/sign"
            + DESK
            + " --rebuilt build --signer '"
            + command
            + "' --public-key trust/keys/plugins-3.pem");
    assertThat(desk.said)
        .contains("\nthe signing command `" + command + "` ")
        .endsWith("; nothing was signed\n");
    assertThat(contents("stage")).isEqualTo(before);
    assertThat(leftInTemporaryFolder()).isEqualTo(temporary);
  }

  @Test
  void key_thatOthersMayRead() throws IOException {
    Path key = folder.resolve("keys/first/plugins-1.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    desk.run("! " + PROPOSE);
    assertThat(desk.said)
        .isEqualTo(
            "keys/first/plugins-1.key has mode rw-r-----, others may read it: `chmod 600` it, and ask who has\n");
  }

  @Test
  void key_thatIsALink() throws IOException {
    desk.run("mv keys/first/plugins-1.key secret && ln -s ../../secret keys/first/plugins-1.key");
    desk.run("! " + PROPOSE);
    assertThat(desk.said).contains("a link is not followed");
  }

  @Test
  void key_thatIsNone_saysNothingOfItsContent() throws IOException {
    Path key = folder.resolve("keys/first/plugins-1.key");
    Files.writeString(key, Files.readString(key).replaceFirst("\n.{8}", "\nsecret!!"));
    desk.run("! " + PROPOSE);
    assertThat(desk.said).contains("is no private key in PEM").doesNotContain("secret");
  }

  @Test
  void key_withAnotherPublicHalf() throws IOException {
    Files.copy(
        folder.resolve("keys/third/targets-3.pem"),
        folder.resolve("keys/third/plugins-3.pem"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    desk.run("! bin/propose" + DESK + " --build build --key keys/third/plugins-3.key");
    assertThat(desk.said).contains("the .pem beside it is another key's");
  }

  @Test
  void key_neverReplaced() throws IOException {
    desk.run("! bin/key --name plugins-1 --keys keys/first");
    assertThat(desk.said).endsWith("exists; keys are never replaced\n");
  }

  @Test
  void renew_quietAndWithoutEffectUntilHalfOfTheTimeIsGone() throws IOException {
    String renew = "bin/renew --trust trust --repo repo" + ONLINE;
    Map<String, String> before = contents("repo");
    desk.run(renew);
    assertThat(desk.said).isEmpty();
    assertThat(contents("repo")).isEqualTo(before);
    desk.now = desk.now.plus(Duration.ofDays(4));
    desk.run(renew);
    assertThat(desk.said).isEmpty();
    Map<String, String> after = contents("repo");
    assertThat(after.remove("metadata/timestamp.json"))
        .isNotEqualTo(before.remove("metadata/timestamp.json"));
    assertThat(after).isEqualTo(before);
    desk.run(renew);
    assertThat(contents("repo")).containsAllEntriesOf(before);
  }

  @Test
  void renew_whenPeopleMustSignSoon() throws IOException {
    desk.now = desk.now.plus(Duration.ofDays(84));
    assertThat(desk.verb("bin/renew --trust trust --repo repo" + ONLINE)).isEqualTo(3);
    assertThat(desk.said)
        .isEqualTo(
            "warning: plugins ends 2030-07-30T12:00:00Z: two people must sign it: bin/propose --renew (docs/KEYS.md)\n");
    desk.run("bin/verify-release repo --root trust/1.root.json");
  }

  @Test
  void renew_whenItIsTooLate() throws IOException {
    desk.now = desk.now.plus(Duration.ofDays(91));
    assertThat(desk.verb("bin/renew --trust trust --repo repo" + ONLINE)).isEqualTo(4);
    assertThat(desk.said).startsWith("SONDE-EXPIRED: ").contains("plugins.json");
  }

  @Test
  void renew_withoutItsKey() throws IOException {
    desk.now = desk.now.plus(Duration.ofDays(4));
    desk.run("! bin/renew --trust trust --repo repo --key keys/host/snapshot-1.key");
    assertThat(desk.said)
        .isEqualTo("timestamp must be signed anew, and none of its keys was given with --key\n");
  }

  @Test
  void verifyRelease_daysLeft() throws IOException {
    desk.run("bin/verify-release repo --root trust/1.root.json --days 89");
    desk.run("! bin/verify-release repo --root trust/1.root.json --days 91");
    assertThat(desk.said)
        .isEqualTo("plugins ends 2030-07-30T12:00:00Z, in 90 d 0 h, and 91 d 0 h are asked\n");
    desk.now = desk.now.plus(Duration.ofDays(5));
    desk.run("! bin/verify-release repo --root trust/1.root.json --days 21");
    assertThat(desk.said)
        .isEqualTo("timestamp ends 2030-05-08T12:00:00Z, in 2 d 0 h, and 2 d 12 h are asked\n");
  }

  @Test
  void verifyRelease_fromAWebServer() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Path file = folder.resolve("repo" + exchange.getRequestURI().getPath());
          byte[] body = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
          exchange.sendResponseHeaders(Files.exists(file) ? 200 : 404, Math.max(body.length, -1));
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String place = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      desk.run("bin/verify-release " + place + " --root trust/1.root.json --days 21");
      assertThat(desk.said).contains("good timestamp version 1, until 2030-05-08T12:00:00Z\n");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void offline_oneZip() throws IOException {
    desk.runAll(KeysPage.read().get("A release of plugins"));
    desk.run("bin/offline --from repo --root trust/1.root.json --out copy.zip");
    assertThat(desk.said)
        .isEqualTo(
            "wrote copy.zip: 6 files\n"
                + "unzipped, the repository is its folder sonde-repository/ (--repository FOLDER)\n");
    byte[] first = Files.readAllBytes(folder.resolve("copy.zip"));
    desk.run("bin/offline --from repo --root trust/1.root.json --out copy.zip");
    assertThat(Files.readAllBytes(folder.resolve("copy.zip"))).isEqualTo(first);
    String jar = System.getProperty("java.home") + "/bin/jar";
    desk.run("mkdir copy && cd copy && " + jar + " --extract --file ../copy.zip");
    desk.run("bin/verify-release copy/sonde-repository --root trust/1.root.json");
  }

  @Test
  void withdrawal_ofWhatIsNotListed() throws IOException {
    desk.run("! bin/withdraw" + DESK + " --plugin other --version 1.0 --reason x");
    assertThat(desk.said).isEqualTo("other-1.0 is not listed in repo; nothing was proposed\n");
  }

  @Test
  void checkRoot_development() throws IOException {
    desk.verb("bin/keys --development keys/dev");
    desk.run("! bin/check-root --trust trust --root keys/dev/1.root.json");
    assertThat(desk.said).contains("is marked x-sonde-development");
  }

  @Test
  void checkRoot_sharesAKeyWithADevelopmentRoot() throws IOException {
    desk.run("bin/check-root --trust trust --root trust/root.json --development keys/dev");
    Path shared = folder.resolve("keys/dev/1.root.json");
    Files.createDirectories(shared.getParent());
    Files.write(shared, desk.firstRoot());
    desk.run("! bin/check-root --trust trust --root trust/root.json --development keys/dev");
    assertThat(desk.said).contains("shares the key").contains("with the development root");
  }

  @Test
  void checkRoot_notTheCommittedOne() throws IOException {
    desk.run("bin/ceremony --trust new-trust --repo new-repo --stage stage --keys new");
    desk.run("! bin/check-root --trust trust --root stage/metadata/1.root.json");
    assertThat(desk.said).contains("is not the newest committed root, 1.root.json");
    desk.run("! bin/check-root --trust trust --root trust/none.json");
    assertThat(desk.said).contains("no ceremony was held");
  }

  @Test
  void propose_aDevelopmentBuildOfSonde() throws IOException {
    Path own = Files.createDirectories(folder.resolve("build/sonde"));
    Files.write(
        own.resolve("sonde.jar"),
        Workshop.jar("sonde/build.properties", "version=1.0.0\ndevelopment=true\n"));
    for (String kind : List.of("sbom", "provenance"))
      Files.writeString(own.resolve(kind + ".json"), "{}");
    desk.run("! " + PROPOSE);
    assertThat(desk.said)
        .isEqualTo("sonde/sonde-1.0.0.jar is a development build; make it with bin/release\n");
  }

  @Test
  void withdrawal_ofSondeItself_andItsDetachedSignatures() throws IOException {
    Path own = Files.createDirectories(folder.resolve("build/sonde"));
    String root = new String(desk.firstRoot(), StandardCharsets.UTF_8);
    byte[] jar =
        Workshop.jar(
            "sonde/build.properties",
            "version=1.0.0\ndevelopment=false\n",
            "sonde/root.json",
            root);
    Files.write(own.resolve("sonde.jar"), jar);
    for (String kind : List.of("sbom", "provenance"))
      Files.writeString(own.resolve(kind + ".json"), "{}");
    Path release = Files.createDirectories(folder.resolve("build/releases/1.0.0/lib"));
    Files.write(release.resolve("sonde.jar"), jar);
    desk.run(PROPOSE + " keys/first/targets-1.key");
    desk.run(
        "bin/sign"
            + DESK
            + " --rebuilt build --key keys/second/plugins-2.key keys/third/targets-3.key");
    Path signature = folder.resolve("stage/files/releases/1.0.0/lib/sonde.jar.targets-3.sig");
    byte[] good = Files.readAllBytes(signature);
    Files.write(signature, Arrays.copyOf(good, good.length - 1));
    desk.run("! bin/publish-release" + DESK + ONLINE);
    assertThat(desk.said).contains("the signature of targets-3 does not fit its bytes");
    Files.write(signature, good);
    desk.run("bin/publish-release" + DESK + ONLINE);
    desk.run("rm -r stage");
    if (desk.shell("openssl version") == 0)
      desk.run(
          "cd repo/releases/1.0.0/lib && openssl dgst -sha256 -verify ../../../../trust/keys/targets-3.pem -signature sonde.jar.targets-3.sig sonde.jar"
              + " && openssl pkeyutl -verify -pubin -inkey ../../../../trust/keys/targets-1.pem -rawin -in sonde.jar -sigfile sonde.jar.targets-1.sig");
    desk.run(
        "bin/withdraw" + DESK + " --sonde 1.0.0 --reason \"leaks\" --key keys/first/targets-1.key");
    desk.run("bin/sign" + DESK + " --key keys/second/targets-2.key");
    desk.run("bin/publish-release" + DESK + ONLINE);
    desk.run("bin/verify-release repo --root trust/1.root.json");
    assertThat(desk.said).doesNotContain("sonde/sonde-1.0.0");
    assertThat(contents("repo")).containsKey("advisories/sonde-1.0.0.txt");
  }

  @Test
  void rotation_thatFails_leavesTheTrustFolderAsItWas() throws IOException {
    Map<String, String> before = contents("trust");
    desk.run("bin/key --name plugins-4 --keys new");
    String rotate = "bin/rotate" + DESK + " --remove plugins-3 --add new/plugins-4.pem --holder x";
    desk.run("! " + rotate + " --without plugins/none/none.jar");
    assertThat(desk.said).contains("plugins/none/none.jar is not listed");
    assertThat(contents("trust")).isEqualTo(before);
    desk.run(rotate + " --key keys/first/targets-1.key");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static List<String> leftInTemporaryFolder() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> it.matches("sonde.*\\.(message|signature)"))
          .sorted()
          .toList();
    }
  }

  private Map<String, String> contents(String name) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : SafeFiles.below(folder.resolve(name)))
      contents.put(
          folder.resolve(name).relativize(file).toString(),
          Files.readString(file, StandardCharsets.ISO_8859_1));
    return contents;
  }
}
