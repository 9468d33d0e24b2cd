package dev.sonde.operator.repository.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** No wrong accept and no wrong refusal; the files have no vector that is merely acceptable. */
class WycheproofTest {
  @Test
  void ed25519_allVectors() throws IOException {
    assertThat(Wycheproof.ed25519().toString())
        .isEqualTo("{invalid refused=63, valid accepted=88} wrong []");
  }

  @Test
  void p256_allVectors() throws IOException {
    assertThat(Wycheproof.p256().toString())
        .isEqualTo("{invalid refused=310, valid accepted=174} wrong []");
  }
}
