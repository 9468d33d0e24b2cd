package dev.sonde.target;

import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The other end of a session that is served in this same JVM, over a real socket. */
final class Operator implements AutoCloseable {
  private final Path folder = Files.createTempDirectory("sonde");
  private final Map<Integer, String> names = new HashMap<>();
  private final ByteBuffer in = ByteBuffer.allocate(2 << 20);
  private final Queue<Frame> waiting = new ArrayDeque<>();
  private final SocketChannel socket;
  private final Thread target;

  /**
   * @param tenant the class to start, of whichever loader
   */
  Operator(Class<?> tenant) throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      SocketChannel dialled = SocketChannel.open(address);
      socket = server.accept();
      Method start =
          tenant.getMethod(
              "start",
              java.lang.instrument.Instrumentation.class,
              SocketChannel.class,
              String.class);
      target = new Thread(null, () -> invoke(start, dialled), "sonde-link", 0, false);
      target.setDaemon(true);
      target.start();
    }
  }

  private static void invoke(Method start, SocketChannel dialled) {
    try {
      start.invoke(null, null, dialled, "0123456789abcdef0123456789abcdef");
    } catch (ReflectiveOperationException failed) {
      throw new AssertionError(failed);
    }
  }

  void send(FrameType type, int channel, @Nullable Object value) throws IOException {
    send(new Frame(type, channel, ValueWriter.encode(value)).encode());
  }

  void send(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) socket.write(bytes);
  }

  void load(int channel, byte[] jar, List<String> commands, String... capabilities)
      throws IOException {
    for (int at = 0; at < jar.length; at += 1000) {
      byte[] chunk = java.util.Arrays.copyOfRange(jar, at, Math.min(jar.length, at + 1000));
      send(new Frame(FrameType.JAR, channel, chunk).encode());
    }
    Map<String, Object> description =
        Map.of(
            "id",
            "test",
            "version",
            "1",
            "line",
            17,
            "sha256",
            Jars.sha256(jar),
            "capabilities",
            List.of(capabilities),
            "commands",
            commands);
    send(FrameType.LOAD, channel, description);
  }

  void run(int channel, String command, String... args) throws IOException {
    send(
        FrameType.RUN,
        channel,
        Map.of("command", command, "args", List.of(args), "options", Map.of()));
  }

  /** The next frame, or null at the end of the stream; definitions are kept, not returned. */
  @Nullable Frame next() throws IOException {
    while (waiting.isEmpty()) {
      in.flip();
      Frame frame = Frame.take(in);
      in.compact();
      if (frame == null && socket.read(in) < 0) return null;
      if (frame != null && frame.type() == FrameType.DEFINE)
        define(ByteBuffer.wrap(frame.payload()));
      else if (frame != null) waiting.addAll(Batches.single(frame));
    }
    return waiting.remove();
  }

  private void define(ByteBuffer payload) {
    names.put(
        payload.getInt(),
        new String(
            payload.array(), 4, payload.remaining(), java.nio.charset.StandardCharsets.UTF_8));
  }

  /** The next frame as text: its type and its value, or the text of a FAIL. */
  String told() throws IOException {
    Frame frame = next();
    if (frame == null) return "end";
    if (frame.type() == FrameType.FAIL)
      return "FAIL " + new String(frame.payload(), java.nio.charset.StandardCharsets.UTF_8);
    if (frame.type() == FrameType.PING) return "PING " + frame.payload().length;
    return frame.type() + " " + ValueReader.decode(frame.payload(), names::get);
  }

  Map<String, @Nullable Object> report(String reason) throws IOException {
    send(FrameType.END, 0, Map.of("reason", reason));
    while (true) {
      Frame frame = next();
      if (frame == null) throw new AssertionError("the stream ended without a report");
      if (frame.type() == FrameType.REPORT) return ValueReader.map(frame.payload(), names::get);
    }
  }

  /** Waits for the target side to end. */
  boolean ended() throws InterruptedException {
    target.join(60_000);
    return !target.isAlive();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    Files.deleteIfExists(folder.resolve("s"));
    Files.delete(folder);
  }
}
