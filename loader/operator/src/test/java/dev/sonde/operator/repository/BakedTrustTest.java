package dev.sonde.operator.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.Sha256;
import dev.sonde.operator.repository.fetch.Resources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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

  private static Resources release(String properties) {
    Map<String, byte[]> files =
        Map.of(
            "sonde/root.json",
            FIRST,
            "sonde/build.properties",
            properties.getBytes(StandardCharsets.UTF_8));
    return name -> files.containsKey(name) ? new ByteArrayInputStream(files.get(name)) : null;
  }

  @Test
  void trust_isWhatTheBuildWroteDown() {
    BakedTrust trust = BakedTrust.of(release("built= 60 \ndevelopment= true \nversion= 1.2.3 \n"));
    assertThat(trust.root()).isEqualTo(FIRST);
    assertThat(trust.development()).isTrue();
    assertThat(trust.built()).isEqualTo(Instant.ofEpochSecond(60));
    assertThat(trust.version()).isEqualTo("1.2.3");
    assertThat(BakedTrust.of(release("")).development()).isFalse();
    assertThat(BakedTrust.of(release("")).version()).isEmpty();
  }

  @Test
  void trust_thatCannotBeRead_isRefused() {
    assertThatThrownBy(() -> BakedTrust.of(release("built=soon\n")))
        .hasMessageStartingWith("SONDE-IO: sonde.jar cannot be read (")
        .hasMessageEndingWith("); get it again");
    assertThatThrownBy(() -> BakedTrust.of(name -> null))
        .hasMessageContaining("sonde/build.properties is missing");
    Resources damaged =
        name ->
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException(name);
              }
            };
    BakedTrust trust = new BakedTrust(FIRST, false, Instant.EPOCH, damaged);
    assertThatThrownBy(trust::identity).hasMessageStartingWith("SONDE-IO: sonde.jar cannot be");
  }
}
