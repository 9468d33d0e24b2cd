package dev.sonde.operator.repository.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.ErrorId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Older versions than were seen, and the way back after keys were stolen: 5.3.11, 5.4.3, 5.5.5. */
class RollbackScenariosTest {
  private static final int MANY = 99;

  private final Simulator simulator = new Simulator();
  private final Visitor visitor = new Visitor(simulator);

  /** 5.4.3.1. */
  @Test
  void timestamp_thatIsOlder_isRefused() {
    simulator.publish("timestamp");
    visitor.refresh();
    simulator.restart("timestamp", 1);
    simulator.publish("timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.ROLLBACK);
    assertThat(visitor.version("timestamp")).isEqualTo(2);
    assertThat(simulator.asked).endsWith("timestamp");
  }

  /** 5.4.3.2. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void snapshot_thatIsOlder_isRefusedByTheTimestamp(boolean hashes) {
    simulator.listsHashes = hashes;
    simulator.publish("snapshot", "timestamp");
    visitor.refresh();
    simulator.restart("snapshot", 1);
    simulator.publish("snapshot", "timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.ROLLBACK);
    assertThat(visitor.trusted()).isEqualTo("root 1, timestamp 2, snapshot 2, targets 1");
    assertThat(simulator.asked).endsWith("timestamp");
  }

  /** 5.5.5. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void targets_thatAreOlder_areRefusedByTheSnapshot(boolean hashes) {
    simulator.listsHashes = hashes;
    simulator.publish("targets", "snapshot", "timestamp");
    visitor.refresh();
    simulator.restart("targets", 1);
    simulator.publish("targets", "snapshot", "timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.ROLLBACK);
    assertThat(visitor.version("snapshot")).isEqualTo(2);
    assertThat(visitor.version("targets")).isEqualTo(2);
  }

  /** 5.5.5: a role that was listed stays listed. */
  @Test
  void role_thatIsNoLongerListed_isRefused() {
    simulator.delegate("targets", "delegated", false, "delegated/*");
    simulator.publish("delegated", "targets", "snapshot", "timestamp");
    visitor.refresh();
    simulator.map("snapshot", "meta").remove("delegated.json");
    simulator.publish("snapshot", "timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.ROLLBACK);
    assertThat(visitor.version("snapshot")).isEqualTo(2);
  }

  /** 5.3.11: a new snapshot key makes versions of targets, and their number, start anew. */
  @Test
  void targets_afterANewSnapshotKey_startAnew() {
    simulator.delegate("targets", "delegated", false, "delegated/*");
    simulator.publish("delegated");
    for (int i = 0; i < MANY; i++) simulator.publish("targets");
    simulator.publish("snapshot", "timestamp");
    visitor.refresh();
    assertThat(visitor.version("targets")).isEqualTo(MANY + 1);
    simulator.rotateKeys("snapshot");
    simulator.restart("targets", 1);
    simulator.map("snapshot", "meta").remove("delegated.json");
    simulator.publish("root", "targets", "snapshot", "timestamp");
    visitor.refresh();
    assertThat(visitor.version("targets")).isEqualTo(1);
  }

  /** 5.3.11. */
  @Test
  void snapshot_afterNewKeysOfSnapshotAndTimestamp_startsAnew() {
    for (int i = 0; i < MANY; i++) simulator.publish("snapshot");
    simulator.publish("timestamp");
    visitor.refresh();
    assertThat(visitor.version("snapshot")).isEqualTo(MANY + 1);
    simulator.rotateKeys("snapshot");
    simulator.rotateKeys("timestamp");
    simulator.restart("snapshot", 1);
    simulator.publish("root", "targets", "snapshot", "timestamp");
    visitor.refresh();
    assertThat(visitor.version("snapshot")).isEqualTo(1);
  }

  /** 5.3.11. */
  @Test
  void timestamp_afterANewTimestampKey_startsAnew() {
    for (int i = 0; i < MANY; i++) simulator.publish("timestamp");
    visitor.refresh();
    assertThat(visitor.version("timestamp")).isEqualTo(MANY + 1);
    simulator.rotateKeys("timestamp");
    simulator.restart("timestamp", 1);
    simulator.publish("root", "timestamp");
    visitor.refresh();
    assertThat(visitor.version("timestamp")).isEqualTo(1);
  }
}
