package dev.sonde.operator.repository.tuf;

import static dev.sonde.operator.repository.tuf.Simulator.LATER;
import static dev.sonde.operator.repository.tuf.Simulator.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was kept or built in, without a repository and beside one. */
class KeptScenariosTest {
  private final Simulator simulator = new Simulator();
  private final Visitor visitor = new Visitor(simulator);

  private Optional<TufClient> resume(Instant now) {
    simulator.asked.clear();
    return TufClient.resume(simulator.firstRoot(), cycle(now, Tolerance.STRICT));
  }

  private TufClient offline(Instant now) {
    simulator.asked.clear();
    return TufClient.offline(simulator.firstRoot(), cycle(now, Tolerance.OFFLINE));
  }

  private Cycle cycle(Instant now, Tolerance tolerance) {
    return new Cycle(simulator, visitor.store, TestKeys.PROFILE, Limits.SONDE, now, tolerance);
  }

  private ErrorId refusalOffline(Instant now) {
    return catchThrowableOfType(SondeException.class, () -> offline(now)).id();
  }

  @Test
  void resume_isWhatTheRefreshWas_withoutAsking() {
    simulator.publish("root", "targets", "snapshot", "timestamp");
    Map<String, Standing> standings = visitor.refresh().standings();
    assertThat(standings)
        .isEqualTo(
            Map.of(
                "root", new Standing(2, LATER),
                "timestamp", new Standing(2, LATER),
                "snapshot", new Standing(2, LATER),
                "targets", new Standing(2, LATER)));
    assertThat(resume(NOW).orElseThrow().standings()).isEqualTo(standings);
    assertThat(simulator.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp", "snapshot"})
  void resume_whereSomethingIsMissing_isNone(String role) {
    visitor.refresh();
    visitor.store.remove(role);
    assertThat(resume(NOW)).isEmpty();
    assertThat(simulator.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "timestamp", "snapshot"})
  void resume_whereSomethingHasExpired_isNone(String role) {
    simulator.expires(role, NOW.plusSeconds(60));
    simulator.publish("root", "snapshot", "timestamp");
    visitor.refresh();
    assertThat(resume(NOW.plusSeconds(59))).isPresent();
    assertThat(resume(NOW.plusSeconds(60))).isEmpty();
    assertThat(simulator.asked).isEmpty();
  }

  /** 5.3.10, 5.4.4: what expires at this second has expired. */
  @ParameterizedTest
  @ValueSource(strings = {"root", "timestamp", "snapshot", "targets"})
  void role_isGoodUntilTheSecondBeforeItsDate(String role) {
    simulator.expires(role, NOW.plusSeconds(60));
    simulator.publish("root", "targets", "snapshot", "timestamp");
    visitor.now = NOW.plusSeconds(60);
    assertThat(visitor.refusal()).isEqualTo(ErrorId.EXPIRED);
    visitor.now = NOW.plusSeconds(59);
    visitor.refresh();
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp", "snapshot", "targets"})
  void offline_whatHasExpired_servesFor90Days(String role) {
    simulator.expires("root", NOW.plus(Duration.ofDays(365)));
    simulator.expires(role, NOW.plusSeconds(60));
    simulator.publish("root", "targets", "snapshot", "timestamp");
    Map<String, Standing> standings = visitor.refresh().standings();
    Instant end = NOW.plusSeconds(60).plus(Duration.ofDays(90));
    assertThat(offline(end.minusSeconds(1)).standings()).isEqualTo(standings);
    assertThat(refusalOffline(end)).isEqualTo(ErrorId.EXPIRED);
    assertThat(simulator.asked).isEmpty();
  }

  @Test
  void offline_rootThatHasExpired_isRefused() {
    simulator.expires("root", NOW.plusSeconds(60));
    simulator.publish("root");
    visitor.refresh();
    assertThat(refusalOffline(NOW.plusSeconds(60))).isEqualTo(ErrorId.EXPIRED);
    assertThat(offline(NOW.plusSeconds(59)).standings()).hasSize(4);
  }

  @Test
  void offline_withNothingKept_isRefused() {
    assertThat(refusalOffline(NOW)).isEqualTo(ErrorId.STATE);
    assertThat(simulator.asked).isEmpty();
  }

  private byte[] newest(String role) {
    List<byte[]> files = simulator.published.getOrDefault(role, List.of());
    return files.get(files.size() - 1);
  }

  /** A client that was built with {@code timestamp}, and may have kept the second root. */
  private Visitor builtWith(byte[] timestamp, boolean keptRoot) {
    MetadataStore store = MetadataStore.inMemory();
    if (keptRoot) store.putRoot(2, newest("root"));
    Map<String, byte[]> baked = Map.of("timestamp", timestamp);
    return new Visitor(simulator, simulator.firstRoot(), store.with(baked));
  }

  private byte[] tenthTimestamp() {
    for (int i = 0; i < 9; i++) simulator.publish("timestamp");
    return newest("timestamp");
  }

  /** 5.4.3.1. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void builtIn_isAFloor_alsoAfterAnotherRoot(boolean keptRoot) {
    byte[] baked = tenthTimestamp();
    simulator.publish("root");
    simulator.restart("timestamp", 1);
    simulator.publish("timestamp");
    assertThat(builtWith(baked, keptRoot).refusal()).isEqualTo(ErrorId.ROLLBACK);
  }

  /** 5.3.11: one new online key, and what was built in by the old ones is no floor any more. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void builtIn_isNoFloor_afterANewSnapshotKey(boolean keptRoot) {
    byte[] baked = tenthTimestamp();
    simulator.rotateKeys("snapshot");
    simulator.restart("timestamp", 1);
    simulator.publish("root", "snapshot", "timestamp");
    Visitor client = builtWith(baked, keptRoot);
    client.refresh();
    client.assertTrusts("root", "timestamp", "snapshot");
  }

  /** 5.3.3: a run follows so many roots, and the next one goes on from there. */
  @Test
  void roots_moreThanTheLimit_areFollowedByTheNextRun() {
    assertThat(Limits.SONDE.rotations()).isEqualTo(64);
    visitor.limits = new Limits(1 << 16, 1 << 16, 1 << 16, 1 << 16, 3, 8);
    for (int version = 2; version <= 6; version++) simulator.publish("root");
    visitor.refresh();
    assertThat(visitor.version("root")).isEqualTo(4);
    visitor.refresh();
    assertThat(visitor.version("root")).isEqualTo(6);
  }

  /** Of what is listed with more bytes than a role may have none is read. */
  @Test
  void role_thatIsListedWithMoreBytesThanItsLimit_isRefused() {
    simulator.listsHashes = true;
    simulator.publish("targets", "snapshot", "timestamp");
    int length = newest("snapshot").length;
    visitor.limits = new Limits(1 << 16, 1 << 16, length - 1, 1 << 16, 3, 8);
    assertThat(visitor.refusal()).isEqualTo(ErrorId.TOO_BIG);
    assertThat(simulator.asked).endsWith("timestamp");
    visitor.limits = new Limits(1 << 16, 1 << 16, length, 1 << 16, 3, 8);
    visitor.refresh();
    visitor.assertTrusts("snapshot");
  }

  @Test
  void signers_areThoseOfTheRoot_andOfWhoDelegates() {
    simulator.addKey("timestamp");
    simulator.threshold("timestamp", 2);
    simulator.delegate("targets", "delegated", false, "*");
    simulator.publish("root", "delegated", "targets", "snapshot", "timestamp");
    TufClient client = visitor.refresh();
    client.find("nowhere");
    Map<String, Signers> signers = client.signers();
    assertThat(signers).containsOnlyKeys("root", "timestamp", "snapshot", "targets", "delegated");
    for (String role : List.of("root", "snapshot", "targets"))
      assertThat(signers).containsEntry(role, new Signers(1, simulator.keyIds(role)));
    assertThat(signers)
        .containsEntry(
            "timestamp", new Signers(2, simulator.keyIds("timestamp").stream().sorted().toList()))
        .containsEntry(
            "delegated", new Signers(1, List.copyOf(simulator.signers("delegated").keySet())));
    assertThat(client.standings()).containsOnlyKeys(signers.keySet());
  }

  /** 5.4.3.1: the floor is the newest of all that is known, in whichever order it is read. */
  @Test
  void timestamp_belowWhatWasBuiltIn_isRefused_alsoAboveWhatWasKept() {
    visitor.refresh();
    byte[] tenth = tenthTimestamp();
    List<byte[]> served = simulator.published.get("timestamp");
    served.subList(5, served.size()).clear();
    assertThat(keptBeside(Map.of("timestamp", tenth)).refusal()).isEqualTo(ErrorId.ROLLBACK);
  }

  /** 5.5.5: the listed snapshot may be older than one that this release was built with. */
  @Test
  void snapshot_thatIsKeptAndListed_isHeldAgainstWhatWasBuiltIn() {
    visitor.refresh();
    simulator.publish("targets", "snapshot");
    assertThat(keptBeside(Map.of("snapshot", newest("snapshot"))).refusal())
        .isEqualTo(ErrorId.ROLLBACK);
  }

  private Visitor keptBeside(Map<String, byte[]> baked) {
    return new Visitor(simulator, simulator.firstRoot(), visitor.store.with(baked));
  }

  /** 5.3.11: a floor that is forgotten is not found in the other place. */
  @Test
  void role_thatIsForgotten_isForgottenInBothPlaces() {
    visitor.refresh();
    MetadataStore both = visitor.store.with(Map.of("timestamp", newest("timestamp")));
    assertThat(both.find("timestamp")).hasSize(2);
    both.remove("timestamp");
    assertThat(both.find("timestamp")).isEmpty();
    assertThat(visitor.store.find("timestamp")).isEmpty();
  }
}
