package dev.sonde.operator.repository.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.json.JsonObject;
import dev.sonde.operator.Sha256;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fixture does what the scenarios take for granted. */
class SimulatorTest {
  private final Simulator simulator = new Simulator();

  private JsonObject newest(String role) {
    List<byte[]> files = simulator.published.getOrDefault(role, List.of());
    return JsonObject.read(files.get(files.size() - 1)).object("signed");
  }

  @Test
  void repository_beginsWithVersion1OfFourRoles() {
    assertThat(simulator.published.keySet())
        .containsExactlyInAnyOrder("root", "timestamp", "snapshot", "targets");
    for (String role : Roles.TOP_LEVEL) assertThat(newest(role).integer("version", 1)).isEqualTo(1);
  }

  @Test
  void lengthAndDigest_areThoseOfThePublishedBytes() {
    simulator.listsHashes = true;
    simulator.publish("targets", "snapshot", "timestamp");
    byte[] snapshot = simulator.published.get("snapshot").get(1);
    JsonObject listed = newest("timestamp").object("meta").object("snapshot.json");
    assertThat(listed.integer("version", 1)).isEqualTo(2);
    assertThat(listed.integer("length", 0)).isEqualTo(snapshot.length);
    assertThat(listed.object("hashes").string("sha256")).isEqualTo(Sha256.hex(snapshot));
  }

  @Test
  void date_isPublished() {
    simulator.expires("timestamp", Simulator.NOW.minus(Duration.ofDays(5)));
    simulator.publish("timestamp");
    assertThat(newest("timestamp").string("expires")).isEqualTo("2030-04-26T12:00:00Z");
  }
}
