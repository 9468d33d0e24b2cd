package dev.sonde.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderServerTest {
  @TempDir private Path folder;

  @Test
  void file_isServed_andNothingOutsideOfTheFolder() throws IOException {
    Path served = Files.createDirectories(folder.resolve("served"));
    Files.writeString(served.resolve("a.json"), "{}");
    Files.writeString(folder.resolve("secret"), "x");
    try (FolderServer server = FolderServer.start(served)) {
      HttpURLConnection found = get(server, "a.json");
      assertThat(found.getResponseCode()).isEqualTo(200);
      assertThat(new String(found.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("{}");
      assertThat(get(server, "none").getResponseCode()).isEqualTo(404);
      assertThat(get(server, "../secret").getResponseCode()).isEqualTo(404);
    }
  }

  private static HttpURLConnection get(FolderServer server, String path) throws IOException {
    return (HttpURLConnection)
        URI.create(server.base() + path).toURL().openConnection(Proxy.NO_PROXY);
  }
}
