package dev.sonde.operator.repository.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a file's bytes must be. */
class HashesTest {
  private static final byte[] BYTES = {1, 2, 3};
  private static final String SHA256 = Hex.digest("SHA-256", BYTES);
  private static final String SHA512 = Hex.digest("SHA-512", BYTES);

  @Test
  void bytes_thatFit_areThoseOfAllThatIsListed() {
    assertThat(new Hashes(3L, Map.of("sha256", SHA256, "sha512", SHA512)).mismatch(BYTES))
        .isEmpty();
    assertThat(new Hashes(null, Map.of("sha256", SHA256)).mismatch(BYTES)).isEmpty();
    assertThat(new Hashes(3L, Map.of()).mismatch(BYTES)).isEmpty();
  }

  @Test
  void bytes_thatDoNotFit_areToldByWhat() {
    assertThat(new Hashes(2L, Map.of("sha256", SHA256)).mismatch(BYTES))
        .hasValue("length 3 where 2 is listed");
    assertThat(new Hashes(3L, Map.of("sha256", "00")).mismatch(BYTES).orElseThrow())
        .contains(SHA256);
    assertThat(new Hashes(null, Map.of("sha512", "00")).mismatch(BYTES)).isPresent();
    assertThat(new Hashes(3L, Map.of("md5", "00")).mismatch(BYTES))
        .hasValue("a digest by the unknown algorithm \"md5\"");
  }

  @Test
  void hashes_areReadFromWhatARoleLists() {
    String json = "{\"length\":3,\"hashes\":{\"sha256\":\"ab\"}}";
    assertThat(Hashes.of(JsonObject.read(json.getBytes(UTF_8))))
        .isEqualTo(new Hashes(3L, Map.of("sha256", "ab")));
    assertThat(Hashes.of(JsonObject.read("{}".getBytes(UTF_8))))
        .isEqualTo(new Hashes(null, Map.of()));
  }
}
