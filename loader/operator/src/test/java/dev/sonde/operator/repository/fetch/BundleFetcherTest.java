package dev.sonde.operator.repository.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleFetcherTest {
  private static final List<String> FILE = List.of("metadata", "a.json");

  private final Fetcher fetcher =
      new BundleFetcher(
          name ->
              name.equals("sonde/repository/metadata/a.json")
                  ? new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8))
                  : null);

  @Test
  void file_inTheBundle() {
    assertThat(fetcher.get(FILE, 5)).asString().isEqualTo("hello");
    assertThatThrownBy(() -> fetcher.get(FILE, 4))
        .hasMessageStartingWith("SONDE-TOO-BIG: metadata/a.json of sonde.jar has more than the 4");
  }

  @Test
  void file_missing() {
    assertThat(fetcher.find(List.of("metadata", "b.json"), 5)).isEmpty();
    assertThatThrownBy(() -> fetcher.get(List.of("metadata", "b.json"), 5))
        .hasMessage(
            "SONDE-IO: metadata/b.json of sonde.jar is missing; get sonde.jar again, or name a"
                + " repository");
  }

  @Test
  void file_unreadable() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken");
          }
        };
    assertThatThrownBy(() -> new BundleFetcher(name -> broken).find(FILE, 5))
        .hasMessage(
            "SONDE-IO: metadata/a.json of sonde.jar cannot be read (java.io.IOException: broken);"
                + " get sonde.jar again");
  }
}
