package dev.sonde.operator.repository.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are asked for: 5.7. */
class ArtifactScenariosTest {
  private static final byte[] CONTENT = "what was published".getBytes(UTF_8);

  private final Simulator simulator = new Simulator();
  private final Visitor visitor = new Visitor(simulator);

  private void publish(String path, byte[] bytes, String... algorithms) {
    simulator.add("targets", path, bytes, algorithms);
    simulator.publish("targets", "snapshot", "timestamp");
  }

  private ErrorId refusal(String path) {
    return catchThrowableOfType(SondeException.class, () -> visitor.download(path)).id();
  }

  /** 5.7.3; nothing is fetched before it is asked for. */
  @Test
  void artifact_isFetchedWhenItIsAskedFor() {
    publish("file.txt", CONTENT);
    visitor.refresh();
    assertThat(simulator.asked).noneMatch(it -> it.startsWith("targets/"));
    assertThat(visitor.download("file.txt")).hasValue(CONTENT);
  }

  /** 5.7.3: the digest stands before the last name of the path. */
  @Test
  void artifact_inAFolder_isFetched() {
    publish("a/b/c/file.txt", CONTENT);
    assertThat(visitor.download("a/b/c/file.txt")).hasValue(CONTENT);
    assertThat(simulator.asked).endsWith("targets/a/b/c/file.txt");
  }

  /** 5.7.3. */
  @Test
  void artifact_thatWasReplaced_isRefused() {
    simulator.add("targets", "first", CONTENT);
    publish("second", "other".getBytes(UTF_8));
    assertThat(visitor.download("first")).hasValue(CONTENT);
    byte[] malicious = "what nobody published".getBytes(UTF_8);
    simulator.artifacts.replaceAll((path, bytes) -> malicious);
    assertThat(visitor.download("first")).as("kept, and still listed").hasValue(CONTENT);
    assertThat(refusal("second")).isEqualTo(ErrorId.HASH);
  }

  /** 5.7.3, as often as the file changes. */
  @Test
  void artifact_thatChanges_isTakenWithMetadataOnly() {
    publish("file", CONTENT);
    assertThat(visitor.download("file")).hasValue(CONTENT);
    for (int i = 0; i <= 10; i++) {
      byte[] newer = ("newer " + i).getBytes(UTF_8);
      publish("file", newer);
      if (i % 5 > 0) continue;
      assertThat(visitor.download("file")).hasValue(newer);
      byte[] added = ("added " + i).getBytes(UTF_8);
      publish("new-" + i, added);
      assertThat(visitor.download("new-" + i)).hasValue(added);
      simulator.artifacts.put("file", ("malicious " + i).getBytes(UTF_8));
      simulator.publish("targets", "snapshot", "timestamp");
      assertThat(visitor.download("file")).hasValue(newer);
    }
  }

  /** Section 4. */
  @ParameterizedTest
  @ValueSource(strings = {"sha256", "sha512", "sha256 sha512"})
  void digest_byAKnownAlgorithm_isChecked(String algorithms) {
    publish("file", CONTENT, algorithms.split(" "));
    assertThat(visitor.download("file")).hasValue(CONTENT);
    publish("file", "newer".getBytes(UTF_8), algorithms.split(" "));
    simulator.artifacts.put("file", "NEWER".getBytes(UTF_8));
    assertThat(refusal("file")).isEqualTo(ErrorId.HASH);
  }

  /** Section 4: what cannot be checked is not taken. */
  @Test
  void digest_byAnUnknownAlgorithm_isRefused() {
    simulator.add("targets", "file", CONTENT, "sha512");
    Map<String, Object> entry = simulator.map("targets", "targets", "file");
    Object digest = simulator.map("targets", "targets", "file", "hashes").get("sha512");
    entry.put("hashes", Map.of("unknown-hash", digest));
    simulator.publish("targets", "snapshot", "timestamp");
    assertThat(refusal("file")).isEqualTo(ErrorId.HASH);
  }

  /** Not in the specification: what is kept and still listed is not fetched again. */
  @Test
  void artifact_thatWasFetched_isNotFetchedAgain() {
    publish("file", CONTENT);
    visitor.download("file");
    assertThat(visitor.download("file")).hasValue(CONTENT);
    assertThat(Collections.frequency(simulator.asked, "targets/file")).isEqualTo(1);
  }

  /** What is listed with more bytes than are wanted is not even asked for. */
  @Test
  void artifact_upToTheLimit() {
    publish("file", CONTENT);
    TufClient client = visitor.refresh();
    TargetFile file = client.find("file").orElseThrow();
    long length = CONTENT.length;
    SondeException refusal =
        catchThrowableOfType(
            SondeException.class, () -> client.download(file, length - 1, TargetCache.NONE));
    assertThat(refusal.id()).isEqualTo(ErrorId.TOO_BIG);
    assertThat(simulator.asked).doesNotContain("targets/file");
    assertThat(client.download(file, length, TargetCache.NONE)).isEqualTo(CONTENT);
  }

  /** 5.7.2: listed, and not there. */
  @Test
  void artifact_thatIsNotThere_isRefused() {
    publish("file", CONTENT);
    simulator.artifacts.clear();
    assertThat(refusal("file")).isEqualTo(ErrorId.HTTP);
    TufClient client = visitor.refresh();
    assertThat(client.obtain(client.find("file").orElseThrow(), 100, TargetCache.NONE)).isEmpty();
  }
}
