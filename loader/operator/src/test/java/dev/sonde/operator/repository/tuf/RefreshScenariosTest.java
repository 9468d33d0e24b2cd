package dev.sonde.operator.repository.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.json.JsonObject;
import dev.sonde.json.JsonWriter;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of a refresh, and what of it is kept when a step is refused: 5.2 to 5.6. */
class RefreshScenariosTest {
  private final Simulator simulator = new Simulator();
  private final Visitor visitor = new Visitor(simulator);

  /** 5.3.3, 5.4.1, 5.5.1, 5.6.1. */
  @Test
  void refresh_asksForEachRoleOnce() {
    visitor.refresh();
    assertThat(simulator.asked).containsExactly("2.root", "timestamp", "1.snapshot", "1.targets");
  }

  /** 5.3.8, 5.4.5, 5.5.7, 5.6.6. */
  @Test
  void refresh_keepsWhatWasPublished() {
    visitor.refresh();
    visitor.assertTrusts("root", "timestamp", "snapshot", "targets");
  }

  /** 5.7.1 comes after 5.6. */
  @Test
  void artifact_thatIsNowhere_isLookedForInFreshMetadata() {
    assertThat(visitor.download("nowhere")).isEmpty();
    assertThat(simulator.asked).containsExactly("2.root", "timestamp", "1.snapshot", "1.targets");
    visitor.assertTrusts("root", "timestamp", "snapshot", "targets");
  }

  /** 5.2. */
  @Test
  void firstRoot_withoutAVersion_isRefusedBeforeAnythingIsAsked() {
    Map<String, Object> signed = new LinkedHashMap<>(simulator.part("root"));
    signed.remove("version");
    byte[] root =
        JsonWriter.line(Map.of("signed", signed, "signatures", List.of()))
            .getBytes(StandardCharsets.UTF_8);
    Visitor stranger = new Visitor(simulator, root, MetadataStore.inMemory());
    assertThat(stranger.refusal()).isEqualTo(ErrorId.JSON);
    assertThat(simulator.asked).isEmpty();
  }

  /** 5.2: also the root that is trusted from the start meets its own threshold. */
  @Test
  void firstRoot_withAnotherSignature_isRefusedBeforeAnythingIsAsked() {
    simulator.respell(
        "root",
        signatures -> {
          String id = simulator.keyIds("root").get(0);
          signatures.set(0, Simulator.signature(id, Signer.ed25519(9).sign(new byte[1])));
        });
    Visitor stranger = new Visitor(simulator);
    assertThat(stranger.refusal()).isEqualTo(ErrorId.SIGNATURE);
    assertThat(simulator.asked).isEmpty();
  }

  /** 5.3.4, 5.4.2, 5.5.3, 5.6.3: what was verified before stays. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "root      | root 1",
        "timestamp | root 2",
        "snapshot  | root 2, timestamp 2",
        "targets   | root 2, timestamp 2, snapshot 2"
      })
  void role_thatNobodySigned_isRefused(String role, String trusted) {
    simulator.signers(role).clear();
    simulator.publish("root", "targets", "snapshot", "timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.THRESHOLD);
    assertThat(visitor.trusted()).isEqualTo(trusted);
  }

  /** 5.3.5, 5.5.4, 5.6.4. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "root     | ROOT_GAP | root 1",
        "snapshot | HTTP     | root 2, timestamp 2",
        "targets  | HTTP     | root 2, timestamp 2, snapshot 2"
      })
  void role_underTheAddressOfAnotherVersion_isRefused(String role, ErrorId id, String trusted) {
    simulator.part(role).put("version", 2L);
    simulator.publish("root", "targets", "snapshot", "timestamp");
    assertThat(visitor.refusal()).isEqualTo(id);
    assertThat(visitor.trusted()).isEqualTo(trusted);
  }

  /** 5.5.4, 5.6.4: the file at the address of the listed version says another one. */
  @ParameterizedTest
  @CsvSource({"snapshot, timestamp", "targets, snapshot"})
  void role_withAnotherVersionThanListed_isRefused(String role, String lister) {
    simulator.publish("targets", "snapshot");
    simulator.map(lister, "meta", role + ".json").put("version", 3L);
    List<byte[]> files = simulator.published.getOrDefault(role, List.of());
    files.add(files.get(1));
    simulator.publish(lister.equals("snapshot") ? new String[] {"snapshot"} : new String[0]);
    simulator.publish("timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.MIX);
  }

  /** 5.4.3.1: an equal version ends the update, whatever it says. */
  @Test
  void timestamp_ofTheSameVersion_isNotTaken() {
    visitor.refresh();
    simulator.map("timestamp", "meta", "snapshot.json").put("version", 100L);
    simulator.restart("timestamp", 1);
    simulator.publish("timestamp");
    visitor.refresh();
    assertThat(simulator.asked).endsWith("2.root", "timestamp");
    JsonObject kept = JsonObject.read(visitor.bytes("timestamp").orElseThrow()).object("signed");
    assertThat(kept.object("meta").object("snapshot.json").integer("version", 1)).isEqualTo(1);
  }

  /** 5.5.2, 5.6.2. */
  @Test
  void roles_listedWithLengthAndDigest_areTaken() {
    simulator.listsHashes = true;
    simulator.publish("targets", "snapshot", "timestamp");
    visitor.refresh();
    assertThat(visitor.trusted()).isEqualTo("root 1, timestamp 2, snapshot 2, targets 2");
  }

  /** 5.6.2. */
  @Test
  void targets_withAnotherDigest_areRefused() {
    simulator.listsHashes = true;
    simulator.publish("targets", "snapshot", "timestamp");
    visitor.refresh();
    simulator.publish("targets");
    simulator.map("snapshot", "meta", "targets.json", "hashes").put("sha256", "0".repeat(64));
    simulator.publish("snapshot", "timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.MIX);
    assertThat(visitor.trusted()).isEqualTo("root 1, timestamp 3, snapshot 3, targets 2");
  }

  /** 5.5.2. */
  @Test
  void snapshot_withAnotherDigest_isRefused() {
    simulator.listsHashes = true;
    simulator.publish("snapshot", "timestamp");
    visitor.refresh();
    simulator.publish("snapshot");
    simulator.map("timestamp", "meta", "snapshot.json", "hashes").put("sha256", "0".repeat(64));
    simulator.publish("timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.MIX);
    assertThat(visitor.trusted()).isEqualTo("root 1, timestamp 3, snapshot 2, targets 1");
  }

  /** Digests are over bytes, so bytes are kept, and not what was understood of them. */
  @Test
  void bytes_areKeptAsTheyCame() {
    List<byte[]> files = simulator.published.getOrDefault("timestamp", List.of());
    byte[] spaced = Arrays.copyOf(files.get(0), files.get(0).length + 1);
    spaced[spaced.length - 1] = ' ';
    files.set(0, spaced);
    visitor.refresh();
    assertThat(visitor.bytes("timestamp").orElseThrow()).isEqualTo(spaced);
  }

  /** Section 4: what is not known is signed all the same. */
  @Test
  void fields_thatAreUnknown_areSigned() {
    visitor.refresh();
    simulator.part("root").put("custom-field", "value");
    simulator.map("root", "roles", "root").put("another-field", "value");
    simulator.addKey("root", simulator.newSigner().with("extra-field", Map.of("a", 1L, "b", 2L)));
    simulator.publish("root");
    visitor.refresh();
    assertThat(visitor.version("root")).isEqualTo(2);
  }

  /** The specification has no such field. */
  @Test
  void keyidHashAlgorithms_meanNothing() {
    simulator.withdrawKeys("snapshot");
    simulator.addKey("snapshot", simulator.newSigner().with("keyid_hash_algorithms", "md5"));
    simulator.publish("root", "snapshot", "timestamp");
    visitor.refresh();
    assertThat(visitor.trusted()).isEqualTo("root 2, timestamp 2, snapshot 2, targets 1");
  }

  /** 5.5.1. */
  @Test
  void snapshot_thatIsNotThere_endsTheRefresh() {
    visitor.refresh();
    simulator.map("timestamp", "meta", "snapshot.json").put("version", 2L);
    simulator.publish("timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.HTTP);
    assertThat(simulator.asked).endsWith("2.snapshot");
    assertThat(visitor.trusted()).isEqualTo("root 1, timestamp 2, snapshot 1, targets 1");
  }

  /** 5.6.1. */
  @Test
  void targets_thatAreNotThere_endTheRefresh() {
    visitor.refresh();
    simulator.map("snapshot", "meta", "targets.json").put("version", 2L);
    simulator.publish("snapshot", "timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.HTTP);
    assertThat(simulator.asked).endsWith("2.targets");
    assertThat(visitor.trusted()).isEqualTo("root 1, timestamp 2, snapshot 2, targets 1");
  }

  /** 5.4.1. */
  @Test
  void timestamp_thatIsNotThere_endsTheRefresh() {
    visitor.refresh();
    simulator.published.remove("timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.HTTP);
    assertThat(simulator.asked).endsWith("2.root", "timestamp");
  }

  /** Section 4: a snapshot that a timestamp's key signed, and that reads like a timestamp. */
  @Test
  void role_ofAnotherType_isRefused() {
    simulator.addKey("snapshot", simulator.signers("timestamp").values().iterator().next());
    Map<String, Object> entry = new LinkedHashMap<>(Map.of("version", 1L));
    simulator.part("snapshot").put("meta", new LinkedHashMap<>(Map.of("snapshot.json", entry)));
    simulator.publish("root", "snapshot");
    List<byte[]> snapshots = simulator.published.getOrDefault("snapshot", List.of());
    simulator.published.getOrDefault("timestamp", List.of()).add(snapshots.get(1));
    assertThatThrownBy(visitor::refresh)
        .isInstanceOf(SondeException.class)
        .hasMessageContaining("SONDE-JSON: timestamp.json of simulator: expected \"timestamp\"");
    assertThat(visitor.trusted()).isEqualTo("root 2");
  }
}
