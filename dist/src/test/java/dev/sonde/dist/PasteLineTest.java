package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PasteLineTest {
  private static final Path TEMPLATE = Path.of("src/main/jsh/paste.jsh");

  @Test
  void of_oneLineWithinTheLimit() throws IOException {
    String line =
        PasteLine.of(
            TEMPLATE,
            URI.create(
                "https://github.com/an-organisation/sonde/releases/download/v0.10.20/Sonde.class"),
            new byte[0]);

    assertThat(line)
        .hasSizeLessThanOrEqualTo(PasteLine.LIMIT)
        .doesNotContain("\n", "\t", "@", "  ");
  }

  @Test
  void of_carriesTheHashAsSha256sumPrintsIt() throws IOException {
    String line = PasteLine.of(TEMPLATE, URI.create("file:///Sonde.class"), new byte[0]);

    assertThat(line)
        .contains("\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"");
  }
}
