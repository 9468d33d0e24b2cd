package dev.sonde.operator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownRepositoryTest {
  private static final byte[] ROOT = "a\nroot\n".getBytes(StandardCharsets.UTF_8);

  private static Optional<KnownRepository> read(byte[] bytes) {
    return KnownRepository.read("acme", bytes);
  }

  @Test
  void entry_isReadAsItWasWritten() {
    KnownRepository entry = new KnownRepository("acme", "https://acme.example/ x", ROOT);
    KnownRepository again = read(entry.bytes()).orElseThrow();
    assertThat(again.name()).isEqualTo("acme");
    assertThat(again.location()).isEqualTo("https://acme.example/ x");
    assertThat(again.root()).isEqualTo(ROOT);
    assertThat(again.sha256()).isEqualTo(entry.sha256());
  }

  @Test
  void entry_thatIsDamaged_isNone() {
    byte[] bytes = new KnownRepository("acme", "here", ROOT).bytes();
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read("\n".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(read(Arrays.copyOf(bytes, 69))).as("no end of the first line").isEmpty();
    assertThat(read(Arrays.copyOf(bytes, bytes.length - 1))).isEmpty();
    assertThat(read(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
    bytes[70] ^= 1;
    assertThat(read(bytes)).as("the root's first byte").isEmpty();
  }

  /** The line's digest and space are 65 bytes. */
  @Test
  void line_hasAtMost8KiB() {
    String most = "ä".repeat(4063) + "x";
    assertThat(read(new KnownRepository("acme", most, ROOT).bytes())).isPresent();
    assertThat(read(new KnownRepository("acme", most + "x", ROOT).bytes())).isEmpty();
  }
}
