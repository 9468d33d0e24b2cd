package dev.sonde.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.Sha256;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.RepositoryBook;
import dev.sonde.operator.repository.RepositorySource;
import dev.sonde.operator.repository.state.StateHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository of somebody else, whose plugin is {@code acme/heap}: every verb takes it. */
class OwnRepositoryTest {
  private static final String DESK = " --trust trust --repo repo --stage stage";
  private static final String ONLINE = " --key keys/host/snapshot-1.key keys/host/timestamp-1.key";
  private static final String PROPOSE =
      "bin/propose" + DESK + " --build new --key keys/first/plugins-1.key";
  private static final String SIGN =
      "bin/sign" + DESK + " --rebuilt new --key keys/second/plugins-2.key";

  @TempDir static Path begun;
  @TempDir Path folder;
  private Desk desk;

  @BeforeAll
  static void hold() throws IOException {
    Desk desk = new Desk(begun);
    desk.runAll(KeysPage.read().get("The ceremony"));
    desk.plugin("new", "acme/heap", "1.0.0");
    release(desk);
  }

  @BeforeEach
  void begin() throws IOException {
    desk = new Desk(folder);
    desk.run("cp -r " + begun + "/. .");
  }

  private static void release(Desk desk) throws IOException {
    desk.run(PROPOSE);
    desk.run(SIGN);
    desk.run("bin/publish-release" + DESK + ONLINE);
    desk.run("rm -r stage");
  }

  @Test
  void verifiers_acceptAnyOnePublisher() throws IOException {
    desk.run("bin/verify-release repo --root trust/1.root.json --days 21");
    assertThat(desk.said)
        .startsWith("good acme/heap 1.0.0 jdk17 sha256 ")
        .contains("\ngood plugins/heap/heap-1.0.0-jdk17.jar sha256 ")
        .contains("\ngood plugins version 2, until ");
    desk.run("bin/verify repo --root trust/1.root.json");
    assertThat(desk.said).startsWith("good acme/heap 1.0.0 jdk17 sha256 ");
  }

  @Test
  void verifiers_refuseTwoPublishers() throws IOException {
    desk.plugin("new", "ajax/stack", "1.0.0");
    release(desk);
    for (String verifier : new String[] {"verify-release", "verify"}) {
      desk.run("! bin/" + verifier + " repo --root trust/1.root.json");
      assertThat(desk.said)
          .startsWith("SONDE-IDENTITY: ")
          .contains(" lists ajax/stack, and may list plugins of acme/ only");
    }
  }

  @Test
  void plugin_whoseUsageCannotBeUnderstood_isNotSigned() throws IOException {
    String odd = Workshop.properties("acme/heap", "1.1.0", 17, 1);
    byte[] jar =
        Workshop.jar(
            "META-INF/sonde.properties", odd.replace("trace JVM", "trace JVM [--by [KEY]]"));
    Files.write(folder.resolve("new/plugins/odd.jar"), jar);
    desk.run("! " + PROPOSE);
    assertThat(desk.said)
        .isEqualTo(
            "command.trace.usage of new/plugins/odd.jar is \"trace JVM [--by [KEY]]\": its brackets"
                + " are not closed, or stand in one another; plugin-api/README.md has the syntax\n");
    desk.run("bin/keys --development keys/dev");
    desk.run("! bin/publish --keys keys/dev --out copy --add new/plugins/odd.jar");
    assertThat(desk.said).startsWith("command.trace.usage of new/plugins/odd.jar is ");
  }

  @Test
  void withdrawal_byEitherName() throws IOException {
    String more = " --version 1.0.0 --reason x --key keys/first/plugins-1.key";
    desk.run("! bin/withdraw" + DESK + " --plugin ajax/heap" + more);
    assertThat(desk.said).startsWith("heap-1.0.0 is not listed in repo");
    desk.run("bin/withdraw" + DESK + " --plugin heap" + more);
    desk.run("rm -r stage");
    desk.run("bin/withdraw" + DESK + " --plugin acme/heap" + more);
    desk.run("bin/sign" + DESK + " --key keys/second/plugins-2.key");
    desk.run("bin/publish-release" + DESK + ONLINE);
    desk.run("bin/verify-release repo --root trust/1.root.json");
    assertThat(desk.said).doesNotContain("heap");
  }

  @Test
  void proposal_ofNothing_saysWhatWasLookedFor() throws IOException {
    String propose = "! bin/propose" + DESK + " --key keys/first/plugins-1.key --build ";
    desk.run(propose + "evil/none");
    assertThat(desk.said)
        .isEqualTo(
            "expected plugins/*.jar or sonde/sonde.jar below evil/none, which is no folder; nothing"
                + " was done\n");
    desk.run(propose + "new/plugins");
    assertThat(desk.said)
        .isEqualTo(
            "expected plugins/*.jar or sonde/sonde.jar below new/plugins, which has"
                + " acme-heap-1.0.0-jdk17.jar; nothing was done\n");
    desk.run(propose + "new");
    assertThat(desk.said)
        .isEqualTo(
            "nothing would change: all that is there is listed already; nothing was proposed\n");
  }

  @Test
  void help_isTheVerbsOwnUsage() throws IOException {
    desk.run("bin/offline --help");
    assertThat(desk.said).matches("offline --from FOLDER --root FILE --out FILE\\.zip .*\n");
    desk.run("bin/propose --help");
    assertThat(desk.said.lines()).hasSize(2);
    assertThat(desk.said).startsWith("propose --trust ").contains("\nSIGNERS: --key FILE");
    desk.run("bin/publish -h");
    assertThat(desk.said.lines()).hasSize(1);
  }

  @Test
  void operator_addsIt_andFetchesItsPlugin() throws IOException {
    byte[] root = desk.firstRoot();
    BakedTrust own = new BakedTrust(root, false, Instant.EPOCH, name -> null);
    StateHome home = new StateHome(Optional.of(folder.resolve("home")));
    RepositoryBook book = new RepositoryBook(home, own, Clock.fixed(desk.now, ZoneOffset.UTC));
    String repo = folder.resolve("repo").toString();
    assertThat(book.add("acme", RepositorySource.of(repo), Sha256.hex(root))).hasSize(1);
    assertThat(book.open("acme").fetch(new PluginRef("acme/heap", null, 21)).version())
        .isEqualTo("1.0.0");
  }
}
