package dev.sonde.operator.repository.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.ErrorId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * New keys and thresholds. A version is written as {@code keys:threshold:signers}, where each digit
 * is a key: {@code 123:2:13} has keys 1, 2 and 3, needs two of them, and 1 and 3 have signed.
 */
class RotationScenariosTest {
  private final List<Signer> keys = new ArrayList<>();
  private final Simulator simulator = new Simulator();

  RotationScenariosTest() {
    for (int i = 0; i < 10; i++) keys.add(Signer.ed25519(i));
  }

  private void set(String role, String version) {
    String[] parts = version.split(":");
    simulator.withdrawKeys(role);
    simulator.threshold(role, Long.parseLong(parts[1]));
    parts[0].chars().forEach(it -> simulator.listKey(role, keys.get(it - '0')));
    parts[2].chars().forEach(it -> simulator.sign(role, keys.get(it - '0')));
  }

  /** 5.3.4: each root is signed by the quorum of its predecessor, and by its own. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "one key for another,                    1:1:1 2:1:21 2:1:2, true",
    "one key for another amid strangers',    1:1:314 2:1:3214 2:1:324, true",
    "three of five in other combinations,    01234:3:024 01234:3:041 01234:3:013 01234:3:013, true",
    "one of five keys for another,           01234:3:024 01345:3:041, true",
    "one of five by a step in between,       01234:3:024 01345:3:0245 01345:3:045, true",
    "five of five by a step in between,      01234:3:024 56789:3:024567 56789:3:567, true",
    "threshold of three keys from 1 to 2,    123:1:1 123:2:12, true",
    "threshold of three keys from 2 to 1,    123:2:12 123:1:12 123:1:1, true",
    "a second key and a threshold of 2,      1:1:1 12:2:12, true",
    "without the old key,                    1:1:1 2:1:234, false",
    "without the new key,                    1:1:1 2:1:134, false",
    "two of three new keys,                  01234:3:024 01345:3:024, false",
    "two of three old keys,                  01234:3:024 01345:3:045, false",
    "new threshold of 2 not met,             123:1:1 123:2:2, false",
    "old threshold of 2 not met,             123:2:12 123:1:1, false",
  })
  void roots_followEachOther(String name, String versions, boolean accepted) {
    simulator.published.remove("root");
    for (String each : versions.split(" ")) {
      set("root", each);
      simulator.publish("root");
    }
    simulator.publish("targets", "snapshot", "timestamp");
    Visitor visitor = new Visitor(simulator);
    List<byte[]> roots = simulator.published.getOrDefault("root", List.of());
    if (accepted) {
      visitor.refresh();
      visitor.assertTrusts("root");
    } else {
      assertThat(visitor.refusal()).isEqualTo(ErrorId.THRESHOLD);
      assertThat(visitor.bytes("root").orElseThrow()).isEqualTo(roots.get(roots.size() - 2));
    }
  }

  /** 5.4.2, 5.5.3, 5.6.3: what the newest root says counts at once. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "one key for another,                  2:1:2, true",
    "one key amid strangers',              1:1:314, true",
    "one key for another that did not sign, 2:1:134, false",
    "two of three and one that is not listed, 01345:3:024, false",
    "two of three,                         01345:3:04, false",
    "three of five,                        01234:3:024, true",
    "three of five in another order,       01234:3:041, true",
    "three others of five,                 01234:3:013, true",
    "three in the middle,                  01234:3:123, true",
    "the last three,                       01234:3:234, true",
  })
  void roles_areSignedByWhoeverTheRootNames(String name, String version, boolean accepted) {
    Visitor visitor = new Visitor(simulator);
    for (String role : Arrays.asList("timestamp", "snapshot", "targets")) {
      set(role, version);
      simulator.publish("root", "targets", "snapshot", "timestamp");
      if (accepted) {
        visitor.refresh();
        visitor.assertTrusts(role);
      } else {
        assertThat(visitor.refusal()).isEqualTo(ErrorId.THRESHOLD);
      }
    }
  }
}
