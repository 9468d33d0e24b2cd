package dev.sonde.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.json.JsonObject;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.FolderFetcher;
import dev.sonde.operator.repository.tuf.Cycle;
import dev.sonde.operator.repository.tuf.MetadataStore;
import dev.sonde.operator.repository.tuf.TargetFile;
import dev.sonde.operator.repository.tuf.TufClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of docs/KEYS.md as they are printed there, and looks at what clients make of
 * it.
 */
class RehearsalTest {
  private static final String CEREMONY = "The ceremony";
  private static final String PLUGINS = "A release of plugins";

  @TempDir static Path begun;
  @TempDir Path folder;
  private Desk desk;
  private Map<String, List<KeysPage.Block>> pages;

  /** A client that has seen the repository before, as they all have. */
  private final MetadataStore seen = MetadataStore.inMemory();

  @BeforeAll
  static void hold() throws IOException {
    Desk first = new Desk(begun);
    first.runAll(KeysPage.read().get(CEREMONY));
    first.runAll(KeysPage.read().get(PLUGINS));
  }

  @BeforeEach
  void begin() throws IOException {
    pages = KeysPage.read();
    desk = new Desk(folder);
    desk.run("cp -r " + begun + "/. .");
    assertThat(listed("repo")).containsExactly("plugins/tracer-full/tracer-full-0.1.0-jdk17.jar");
  }

  @Test
  void everyPage_hasATestHere() {
    assertThat(pages.keySet())
        .containsExactly(
            CEREMONY,
            PLUGINS,
            "One key lost",
            "One key stolen",
            "Threshold of plugins stolen",
            "Timestamp or snapshot stolen",
            "Threshold of root stolen",
            "Withdrawal in an hour",
            "Renewal, and renewal missed");
  }

  @Test
  void oneKeyLost() throws IOException {
    page("One key lost");
    assertThat(listed("repo")).hasSize(1);
    assertThat(Files.readString(folder.resolve("trust/holders")))
        .contains("root-4 first")
        .doesNotContain("root-1 ");
  }

  @Test
  void oneKeyStolen() throws IOException {
    page("One key stolen");
    assertThat(listed("repo")).containsExactly("plugins/tracer-full/tracer-full-0.1.0-jdk17.jar");
  }

  @Test
  void thresholdOfPluginsStolen() throws IOException {
    KeysPage.Block thief = pages.get("Threshold of plugins stolen").get(0);
    desk.runAll(List.of(thief));
    assertThat(listed("repo")).contains("plugins/evil/evil-1.0.0-jdk17.jar");
    desk.runAll(pages.get("Threshold of plugins stolen").subList(1, 2));
    assertThat(listed("repo")).containsExactly("plugins/tracer-full/tracer-full-0.1.0-jdk17.jar");
    // what the thief goes on to sign with the old keys is no one's
    assertThat(
            desk.verb(
                "bin/propose --trust trust --repo repo --stage thief-stage/next --build evil"))
        .isZero();
    assertThat(
            desk.verb(
                "bin/sign --trust trust --repo repo --stage thief-stage/next --rebuilt evil --key keys/first/plugins-1.key"))
        .isEqualTo(1);
    assertThat(desk.said).contains("none of these keys may sign");
  }

  @Test
  void timestampOrSnapshotStolen() throws IOException {
    desk.runAll(pages.get("Timestamp or snapshot stolen").subList(0, 1));
    raiseVersions("thief-repo", 1000);
    listed("thief-repo");
    assertThatThrownBy(() -> listed("repo"))
        .isInstanceOf(SondeException.class)
        .hasMessageStartingWith("SONDE-ROLLBACK");
    desk.runAll(pages.get("Timestamp or snapshot stolen").subList(1, 2));
    assertThat(listed("repo")).hasSize(1);
    assertThatThrownBy(() -> listed("thief-repo"))
        .isInstanceOf(SondeException.class)
        .hasMessageContaining("SONDE-");
  }

  @Test
  void thresholdOfRootStolen() throws IOException {
    page("Threshold of root stolen");
    assertThat(desk.said).startsWith("SONDE-THRESHOLD");
    assertThat(listed("repo")).hasSize(1);
  }

  @Test
  void withdrawalInAnHour() throws IOException {
    page("Withdrawal in an hour");
    assertThat(listed("repo")).isEmpty();
    assertThat(Files.readString(folder.resolve("repo/advisories/tracer-full-0.1.0.txt")))
        .contains("Reason: loses events on JDK 21\n")
        .contains("  plugins/tracer-full/tracer-full-0.1.0-jdk17.jar\n");
    assertThat(folder.resolve("repo/advisories/tracer-full-0.1.0.txt.plugins-1.sig")).exists();
    assertThat(folder.resolve("repo/advisories/tracer-full-0.1.0.txt.plugins-2.sig")).exists();
  }

  @Test
  void renewalMissed() throws IOException {
    page("Renewal, and renewal missed");
    assertThat(listed("repo")).hasSize(1);
  }

  private void page(String title) throws IOException {
    desk.runAll(pages.get(title));
  }

  /** What a client that began with the first root, and remembers what it saw, finds listed. */
  private List<String> listed(String repository) throws IOException {
    TufClient client =
        TufClient.refresh(
            desk.firstRoot(),
            Cycle.of(new FolderFetcher(folder.resolve(repository)), seen, desk.now));
    return client.targets().stream().map(TargetFile::path).toList();
  }

  /** As a thief of the keys of snapshot and timestamp can. */
  private void raiseVersions(String repository, long version) throws IOException {
    RepositoryFolder repo = new RepositoryFolder(folder.resolve(repository));
    Document snapshot =
        resigned(repo.current(Role.SNAPSHOT).orElseThrow(), version, "snapshot-1", Map.of());
    repo.write(Role.SNAPSHOT, snapshot);
    Map<String, Object> meta = Map.of("meta", Map.of("snapshot.json", snapshot.listed()));
    repo.writeTimestamp(resigned(repo.timestamp().orElseThrow(), version, "timestamp-1", meta));
  }

  private Document resigned(Document old, long version, String key, Map<String, Object> change)
      throws IOException {
    Map<String, @Nullable Object> signed =
        new HashMap<>(JsonObject.read(old.bytes()).object("signed").values());
    signed.put("version", version);
    signed.putAll(change);
    return Document.sign(
        signed, List.of(KeyFile.read(folder.resolve("keys/host/" + key + ".key"))));
  }
}
