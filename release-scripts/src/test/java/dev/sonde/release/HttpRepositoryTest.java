package dev.sonde.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.Provenance;
import dev.sonde.operator.repository.Repositories;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositorySource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpRepositoryTest {
  private static final PluginRef REF = new PluginRef("tracer-full", null, 17);
  private static final byte[] JAR = Workshop.plugin("tracer-full", "0.1.0", 17, 1);

  @TempDir Path folder;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private Workshop workshop;
  private HttpServer server;
  private String address;

  @BeforeEach
  void serve() throws IOException {
    workshop = new Workshop(folder);
    workshop.publish(JAR);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort() + "/repo";
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void jar_verified() {
    server.createContext("/repo/", this::file);
    Repository repository = open();
    assertThat(requests).as("nothing is read before it is asked for").isEmpty();
    assertThat(repository.fetch(REF).bytes()).isEqualTo(JAR);
    String jar = "/targets/plugins/tracer-full/" + Sha256.hex(JAR) + ".tracer-full-0.1.0-jdk17.jar";
    assertThat(requests)
        .containsExactly(
            "/metadata/2.root.json",
            "/metadata/timestamp.json",
            "/metadata/1.snapshot.json",
            "/metadata/1.targets.json",
            "/metadata/1.plugins.json",
            jar);
    repository.plugins();
    assertThat(requests).as("what was verified is kept").hasSize(6);
  }

  @Test
  void jar_saysWhereItCameFrom() throws IOException {
    server.createContext("/repo/", this::file);
    workshop.publish(Workshop.plugin("tracer-full", "0.1.1", 17, 1));
    Provenance provenance = open().fetch(REF).provenance();
    assertThat(provenance)
        .isEqualTo(
            new Provenance(
                Sha256.hex(workshop.root),
                address,
                true,
                0,
                Map.of("root", 1L, "timestamp", 2L, "snapshot", 2L, "targets", 1L, "plugins", 2L)));
  }

  @Test
  void page_withStatus200() {
    server.createContext(
        "/repo/",
        exchange -> answer(exchange, 200, "<!doctype html><title>Sign in</title>".getBytes()));
    assertThatThrownBy(() -> open().fetch(REF))
        .hasMessage(
            "SONDE-JSON: 2.root.json of "
                + address
                + ": expected a value but found '<' at character 0; this looks like a"
                + " web page: give the address of the folder that holds metadata/");
  }

  @Test
  void folder_empty() {
    server.createContext("/", exchange -> answer(exchange, 404, new byte[0]));
    assertThatThrownBy(() -> open().plugins())
        .hasMessage(
            "SONDE-HTTP: "
                + address
                + "/metadata/timestamp.json does not exist (404 or 403); give the address of the"
                + " folder that holds metadata/ and targets/");
  }

  @Test
  void jar_ofAnotherMirror() {
    byte[] other = Workshop.plugin("tracer-full", "0.1.1", 17, 1);
    server.createContext("/repo/metadata/", this::file);
    server.createContext("/repo/targets/", exchange -> answer(exchange, 200, other));
    assertThatThrownBy(() -> open().fetch(REF))
        .hasMessage(
            "SONDE-HASH: plugins/tracer-full/tracer-full-0.1.0-jdk17.jar of "
                + address
                + ": sha256 "
                + Sha256.hex(other)
                + " where "
                + Sha256.hex(JAR)
                + " is listed; nothing of it was used; try another copy, and tell its publisher");
  }

  private Repository open() {
    BakedTrust trust = new BakedTrust(workshop.root, true, Instant.EPOCH, name -> null);
    return Repositories.open(
        RepositorySource.of(address), trust, Clock.fixed(Workshop.NOW, ZoneOffset.UTC));
  }

  private void file(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/repo".length());
    requests.add(path);
    Path file = workshop.repo.resolve(path.substring(1));
    boolean exists = Files.isRegularFile(file);
    answer(exchange, exists ? 200 : 404, exists ? Files.readAllBytes(file) : new byte[0]);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
