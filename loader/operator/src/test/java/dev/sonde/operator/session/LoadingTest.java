package dev.sonde.operator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.attach.Link;
import dev.sonde.operator.attach.SocketPair;
import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Place;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.operator.repository.VerifiedJars;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.SessionId;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session whose first plugin was sent before it began. */
class LoadingTest {
  private static final Owner ADA = new Owner("ada", 7, "INC-1").consenting(List.of("change"));
  private static final Jvm JVM =
      new Jvm(
          42,
          1_000,
          0,
          0,
          "root",
          "17.0.15",
          17,
          "Main",
          List.of(),
          List.of(),
          0,
          Duration.ZERO,
          List.of(),
          new Place(42, "", false),
          new Attachability.Yes());

  private final VerifiedJar jar = VerifiedJars.of("tracer-full", new byte[600_000]);

  @TempDir Path folder;
  private SocketPair pair;
  private Link target;
  private LiveSession session;

  @BeforeEach
  void open() throws IOException {
    pair = SocketPair.in(folder);
    target = new Link(pair.theirs());
    session =
        new LiveSession(
            JVM,
            SessionId.of(new byte[16]),
            ADA,
            new Link(pair.ours()),
            List::of,
            () -> new RemovalReport.Stay("SondeAgent_7f3a", 1_900),
            () -> new SondeException(ErrorId.LOST, "gone"),
            Clock.systemUTC(),
            Loading.first(jar, ADA, "a".repeat(64)));
  }

  @AfterEach
  void hangUp() throws IOException {
    pair.close();
  }

  @Test
  void frames_bytesInChunksThenWhatWasVerified() {
    List<Frame> frames = Loading.first(jar, ADA, "a".repeat(64)).frames();

    assertThat(frames)
        .extracting(Frame::type)
        .containsExactly(FrameType.JAR, FrameType.JAR, FrameType.LOAD);
    assertThat(frames).extracting(Frame::channel).containsOnly(1);
    assertThat(ValueReader.map(frames.get(2).payload(), name -> null))
        .containsEntry("id", "tracer-full")
        .containsEntry("sha256", "0".repeat(64))
        .containsEntry("operator", "ada")
        .containsEntry("consented", List.of("change"))
        .containsEntry("audit", "a".repeat(64));
  }

  @Test
  void load_ofTheOneThatWasSent_waitsForItsAnswerOnly() throws Exception {
    CompletableFuture<Void> loaded = CompletableFuture.runAsync(() -> session.load(jar));
    answer(FrameType.REPLY, 1, ValueWriter.encode(Map.of("audit", "b".repeat(64))));
    loaded.join();

    assertThat(session.targetAudit()).isEqualTo("b".repeat(64));
    session.run("trace", List.of(), Map.of(), record -> {});
    Frame next = next();
    assertThat(next.type()).isEqualTo(FrameType.RUN);
    assertThat(next.channel()).isEqualTo(2);
  }

  @Test
  void load_refused_isToldToWhoLoads() throws Exception {
    answer(FrameType.FAIL, 1, "SONDE-POLICY: not this one".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> session.load(jar))
        .isInstanceOf(SondeException.class)
        .hasMessageContaining("not this one");
  }

  @Test
  void load_ofAnotherOne_isSent() throws Exception {
    VerifiedJar other = VerifiedJars.of("shell", new byte[10]);
    CompletableFuture<Void> loaded = CompletableFuture.runAsync(() -> session.load(other));

    assertThat(next().type()).isEqualTo(FrameType.JAR);
    Frame load = next();
    assertThat(load.type()).isEqualTo(FrameType.LOAD);
    assertThat(load.channel()).isEqualTo(2);
    answer(FrameType.REPLY, 2, ValueWriter.encode(Map.of()));
    loaded.join();
  }

  private void answer(FrameType type, int channel, byte[] payload) throws IOException {
    target.send(new Frame(type, channel, payload));
  }

  /** Pings come in between. */
  private Frame next() throws IOException {
    Frame frame = target.receive();
    while (frame != null && frame.type() == FrameType.PING) frame = target.receive();
    return frame;
  }
}
