package dev.sonde.cli.demo;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * WireMock, the HTTP mock server that many test suites use, in a JVM of its own on a free port of
 * the loopback interface.
 */
public final class WireMock implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("(?:http )?port:\\s*(\\d+)");
  private static final int START_SECONDS = 120;
  private static final int TIMEOUT_MILLIS = 5_000;

  private final Process process;
  private final int port;

  private WireMock(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Returns when it says on which port it listens. */
  public static WireMock start(Path jar) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-jar",
            jar.toString(),
            "--port",
            "0",
            "--bind-address",
            "127.0.0.1",
            "--no-request-journal");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try {
      return new WireMock(process, port(process));
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      process.destroyForcibly().waitFor();
      throw new SondeException(
          ErrorId.INTERNAL,
          "expected WireMock to name its port within "
              + START_SECONDS
              + " s, and it did not: try java -jar "
              + jar,
          e);
    }
  }

  private static int port(Process process)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<Integer> port = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, port), "wiremock-output");
    reader.setDaemon(true);
    reader.start();
    return port.get(START_SECONDS, TimeUnit.SECONDS);
  }

  /** Reads on after the port, or the child would wait for us one day. */
  private static void read(Process process, CompletableFuture<Integer> port) {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher matcher = PORT.matcher(line);
        if (matcher.find()) port.complete(Integer.parseInt(matcher.group(1)));
      }
      port.completeExceptionally(new IOException("its output ended"));
    } catch (IOException e) {
      port.completeExceptionally(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public int port() {
    return port;
  }

  /** From now on, GET of a path that matches answers with this JSON. */
  public void stub(String pathPattern, String json) throws IOException {
    String mapping =
        "{\"request\":{\"method\":\"GET\",\"urlPathPattern\":\""
            + pathPattern
            + "\"},\"response\":{\"status\":200,\"jsonBody\":"
            + json
            + "}}";
    HttpURLConnection connection = connection("/__admin/mappings");
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    try (OutputStream body = connection.getOutputStream()) {
      body.write(mapping.getBytes(StandardCharsets.UTF_8));
    }
    if (connection.getResponseCode() != 201)
      throw new IOException("WireMock answered a stub with " + connection.getResponseCode());
  }

  /** The status code of a GET. */
  public int get(String path) throws IOException {
    HttpURLConnection connection = connection(path);
    int status = connection.getResponseCode();
    if (status < 400) connection.getInputStream().readAllBytes();
    return status;
  }

  private HttpURLConnection connection(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + path).toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    return connection;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS))
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
