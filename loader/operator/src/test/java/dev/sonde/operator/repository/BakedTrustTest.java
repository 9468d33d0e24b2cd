package dev.sonde.operator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.Sha256;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BakedTrustTest {
  private static final byte[] FIRST = "first".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEWEST = "newest".getBytes(StandardCharsets.UTF_8);

  @Test
  void identity_isThatOfTheFirstRoot_afterARotationToo() {
    Map<String, byte[]> files = Map.of("sonde/repository/metadata/1.root.json", FIRST);
    BakedTrust trust =
        new BakedTrust(
            NEWEST,
            false,
            Instant.EPOCH,
            name -> files.containsKey(name) ? new ByteArrayInputStream(files.get(name)) : null);
    assertThat(trust.identity()).isEqualTo(Sha256.hex(FIRST));
  }

  @Test
  void identity_withoutABundle_isThatOfTheRootItself() {
    BakedTrust trust = new BakedTrust(FIRST, false, Instant.EPOCH, name -> null);
    assertThat(trust.identity()).isEqualTo(Sha256.hex(FIRST));
  }
}
