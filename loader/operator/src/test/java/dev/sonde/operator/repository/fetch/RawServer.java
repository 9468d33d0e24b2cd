package dev.sonde.operator.repository.fetch;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that answers each connection with the bytes that a test gives it, right or
 * wrong.
 */
final class RawServer implements Closeable {
  /** Writes the answer to a request for {@code path}. */
  interface Answer {
    void write(String path, OutputStream out) throws IOException, InterruptedException;
  }

  private final String host;
  private final ServerSocket socket;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Thread thread;

  RawServer(Answer answer) throws IOException {
    this("127.0.0.1", answer);
  }

  /**
   * @param host an address of loopback; all but two are to Sonde as those of another machine
   */
  RawServer(String host, Answer answer) throws IOException {
    this.host = host;
    this.socket = new ServerSocket(0, 50, InetAddress.getByName(host));
    thread = new Thread(() -> serve(answer), "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** A server whose every answer is this text. */
  static RawServer saying(String text) throws IOException {
    return new RawServer((path, out) -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  URI uri() {
    return URI.create("http://" + host + ":" + socket.getLocalPort() + "/repo/");
  }

  /** The heads of all requests so far. */
  List<String> requests() {
    return requests;
  }

  private void serve(Answer answer) {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        answer.write(path(connection), connection.getOutputStream());
      } catch (IOException e) {
        // the client went away, or the test is over
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private String path(Socket connection) throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    StringBuilder head = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine())
      head.append(line).append('\n');
    if (head.isEmpty()) throw new IOException("closed without a request");
    requests.add(head.toString());
    return head.toString().split(" ", 3)[1];
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
