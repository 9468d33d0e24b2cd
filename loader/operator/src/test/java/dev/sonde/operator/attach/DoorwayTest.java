package dev.sonde.operator.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.SessionId;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DoorwayTest {
  private static final SessionId ID = SessionId.random();

  /** Half of what a silent visitor is given. */
  private static final Duration DELAY = Doorway.PATIENCE.dividedBy(2);

  @TempDir Path tmp;
  private SessionFiles files;
  private SessionSocket socket;
  private long uid;
  private Doorway door;

  @BeforeEach
  void open() throws IOException {
    uid = (Integer) Files.getAttribute(tmp, "unix:uid");
    files = new SessionFiles(folder(), ID, -1, 0);
    socket = new SessionSocket(files.socket(), uid);
    door = new Doorway(files.listen(), ID, uid, uid);
  }

  @AfterEach
  void close() {
    door.close();
    files.delete();
  }

  @Test
  void dial_ofItsSession_isLetIn() throws IOException {
    try (SocketChannel channel = connect()) {
      Link target = dial(channel, ID);

      Link ours = door.dialled().join();
      ours.send(Frame.of(FrameType.PING, 0));
      assertThat(target.receive().type()).isEqualTo(FrameType.PING);
    }
  }

  @Test
  void dial_ofAnotherSession_refused() throws IOException {
    try (SocketChannel channel = connect()) {
      Frame answer = dial(channel, SessionId.random()).receive();

      assertThat(Refused.of(answer.payload()))
          .hasMessage("SONDE-SESSION: Another session's agent dialled.");
      assertThat(door.dialled()).isNotDone();
    }
  }

  @Test
  void dial_twice_refused() throws IOException {
    try (SocketChannel first = connect();
        SocketChannel second = connect()) {
      dial(first, ID);
      door.dialled().join();

      assertThat(Refused.of(dial(second, ID).receive().payload()).id()).isEqualTo(ErrorId.SESSION);
    }
  }

  @Test
  void dial_ofAnotherUser_refused() throws IOException {
    SessionFiles other = new SessionFiles(folder(), new SessionId("f".repeat(32)), -1, 0);
    Doorway strict = new Doorway(other.listen(), ID, uid + 1, uid);
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(other.socket()))) {
      assertThat(Refused.of(dial(channel, ID).receive().payload()).id()).isEqualTo(ErrorId.PEER);
      assertThat(strict.refused()).startsWith("SONDE-PEER");
    } finally {
      strict.close();
      other.delete();
    }
  }

  @Test
  void garbage_endsThatConnectionAlone() throws IOException {
    try (SocketChannel channel = connect()) {
      channel.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes()));
      assertThat(new Link(channel).receive()).isNull();
    }
    door.serve(visitor());
    assertThat(socket.list()).containsEntry("id", "me");
  }

  /**
   * Who waits for a silent one does so each time, and longer than a second. A busy machine may stop
   * anybody for a second now and then, and once without it is enough.
   */
  @Test
  @Timeout(600)
  void silentVisitors_delayNobody() throws IOException {
    Duration least = besideSilentOnes();
    for (int i = 0; i < 8 && least.compareTo(DELAY) >= 0; i++) {
      files.delete();
      open();
      Duration again = besideSilentOnes();
      least = again.compareTo(least) < 0 ? again : least;
    }
    assertThat(least).isLessThan(DELAY);
  }

  private Duration besideSilentOnes() throws IOException {
    List<SocketChannel> silent = new ArrayList<>();
    for (int i = 0; i < 20; i++) silent.add(connect());
    door.serve(visitor());
    long start = System.nanoTime();

    assertThat(socket.list()).containsEntry("id", "me");
    try (SocketChannel channel = connect()) {
      dial(channel, ID);
      door.dialled().join();
    }
    door.close();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    for (SocketChannel each : silent) each.close();
    return took;
  }

  @Test
  @Timeout(60)
  void visitor_thatAsked_getsItsAnswerAlsoWhenTheDoorCloses() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    door.serve(
        new Visitor() {
          @Override
          public Map<String, @Nullable Object> list() {
            return Map.of();
          }

          @Override
          public Map<String, @Nullable Object> end(Map<String, @Nullable Object> request) {
            asked.countDown();
            door.close();
            return Map.of("ended", "by a visitor");
          }
        });
    CompletableFuture<Map<String, @Nullable Object>> answer =
        CompletableFuture.supplyAsync(() -> ended(socket));
    asked.await();
    door.close();
    assertThat(answer.join()).containsEntry("ended", "by a visitor");
  }

  private static Map<String, @Nullable Object> ended(SessionSocket socket) {
    try {
      return socket.end(Map.of("reason", "STOPPED"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void list_beforeTheSessionIsThere_busy() {
    assertThatThrownBy(() -> socket.list())
        .isInstanceOfSatisfying(
            SondeException.class, refusal -> assertThat(refusal.id()).isEqualTo(ErrorId.BUSY));
  }

  @Test
  void listAndEnd_reachTheSession() throws IOException {
    door.serve(visitor());

    assertThat(socket.list()).containsEntry("id", "me");
    assertThat(socket.end(Map.of("reason", "STOPPED"))).containsEntry("ended", "STOPPED");
  }

  @Test
  void close_leavesNobodyListening() {
    door.close();

    assertThatThrownBy(() -> socket.list()).isInstanceOf(IOException.class);
    assertThat(door.dialled()).isCancelled();
  }

  private RunFolder folder() throws IOException {
    return RunFolder.make(HeldFolder.of(tmp), uid, "1-1", false, 0);
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(files.socket()));
  }

  private static Link dial(SocketChannel channel, SessionId id) throws IOException {
    Link link = new Link(channel);
    link.sendPreamble();
    link.send(new Frame(FrameType.DIAL, 0, id.bytes()));
    return link;
  }

  private static Visitor visitor() {
    return new Visitor() {
      @Override
      public Map<String, @Nullable Object> list() {
        return Map.of("id", "me");
      }

      @Override
      public Map<String, @Nullable Object> end(Map<String, @Nullable Object> request) {
        return Map.of("ended", String.valueOf(request.get("reason")));
      }
    };
  }
}
