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
import dev.sonde.wire.Batch;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.SessionId;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session whose target is a script at the other end of a socket. */
@Timeout(60)
class LiveSessionTest {
  private static final Jvm JVM =
      new Jvm(
          42,
          1,
          1000,
          1000,
          "ada",
          "17",
          17,
          "Main",
          List.of(),
          List.of(),
          0,
          Duration.ZERO,
          List.of(),
          new Place(42, "", false),
          new Attachability.Yes());
  private static final Map<String, Object> REPORT =
      Map.of(
          "ok",
          true,
          "millis",
          31L,
          "removed",
          Map.of("methods", 2L),
          "stays",
          List.of(Map.of("what", "SondeBridge1", "bytes", 1_000L)));

  @TempDir Path folder;
  private final AtomicInteger released = new AtomicInteger();
  private SocketPair pair;
  private Link target;
  private LiveSession session;

  @BeforeEach
  void open() throws IOException {
    pair = SocketPair.in(folder);
    target = new Link(pair.theirs());
    Clock clock = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);
    session =
        new LiveSession(
            JVM,
            SessionId.of(new byte[16]),
            new Owner("ada", 7, "INC-1").consenting(List.of("change")),
            new Link(pair.ours()),
            this::release,
            () -> new RemovalReport.Stay("SondeAgent_7f3a", 1_900),
            () -> new SondeException(ErrorId.LOST, "gone"),
            clock,
            null);
  }

  @AfterEach
  void hangUp() throws IOException {
    pair.close();
  }

  @Test
  void run_recordsThenReply() throws Exception {
    List<Map<String, Object>> records = new ArrayList<>();
    Run run = session.run("trace", List.of("A::b"), Map.of("limit", "2"), records::add);

    Frame question = next(FrameType.RUN);
    assertThat(ValueReader.decode(question.payload()))
        .isEqualTo(
            Map.of(
                "command",
                "trace",
                "args",
                List.of("A::b"),
                "options",
                Map.of("limit", "2"),
                "consented",
                List.of("change")));
    target.send(
        new Frame(
            FrameType.DEFINE,
            0,
            ByteBuffer.allocate(8).putInt(0).put("kind".getBytes(StandardCharsets.UTF_8)).array()));
    target.send(
        new Frame(
            FrameType.EVENT,
            question.channel(),
            new ValueWriter(16).map().name(0).text("call").end().toByteArray()));
    answer(FrameType.REPLY, question.channel(), Map.of("lost", 0L));

    assertThat(run.await()).isEqualTo(Map.of("lost", 0L));
    assertThat(records).containsExactly(Map.of("kind", "call"));
  }

  @Test
  void run_manyRecordsAtOnce_thenPause() throws Exception {
    List<String> told = new ArrayList<>();
    Receiver receiver =
        new Receiver() {
          @Override
          public void record(Map<String, Object> record) {
            told.add("map " + record);
          }

          @Override
          public void record(Told record) {
            JsonBytes json = new JsonBytes(0);
            record.json(json);
            told.add(new String(json.array(), 0, json.size(), StandardCharsets.UTF_8));
          }

          @Override
          public void pause() {
            told.add("pause");
          }
        };
    Run run = session.run("trace", List.of(), Map.of(), receiver);
    int channel = next(FrameType.RUN).channel();
    define(FrameType.DEFINE, 0, "v".getBytes(StandardCharsets.UTF_8));
    define(FrameType.DEFINE, 1, "kind".getBytes(StandardCharsets.UTF_8));
    define(FrameType.DEFINE, 2, "call".getBytes(StandardCharsets.UTF_8));
    define(
        FrameType.PART,
        0,
        new ValueWriter(16).map().name(0).integer(1).name(1).name(2).name(2).toByteArray());
    byte[] call = new ValueWriter(16).part(0).integer(7).end().toByteArray();
    byte[] other = new ValueWriter(16).map().name(1).text("end").end().toByteArray();
    ByteBuffer batch = ByteBuffer.allocate(Batch.size(call.length) + 4 + other.length);
    batch.putInt(call.length).put(call).position(Batch.size(call.length));
    target.send(
        new Frame(FrameType.EVENTS, channel, batch.putInt(other.length).put(other).array()));
    answer(FrameType.REPLY, channel, Map.of());

    run.await();
    assertThat(told)
        .containsExactly("{\"v\":1,\"kind\":\"call\",\"call\":7}", "map {kind=end}", "pause");
  }

  /**
   * On a tape alone: calls are counted, the rest is told, and what was defined before and meanwhile
   * is there.
   */
  @Test
  void run_onATape_isReadAgain() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Onto receiver =
        new Onto(new Tape((bytes, length) -> file.write(bytes, 0, length), "0.1.0", true));
    define(FrameType.DEFINE, 0, "v".getBytes(StandardCharsets.UTF_8));
    Run run = session.run("trace", List.of("A::b"), Map.of("limit", "2"), receiver);
    int channel = next(FrameType.RUN).channel();
    define(FrameType.DEFINE, 1, "kind".getBytes(StandardCharsets.UTF_8));
    answer(FrameType.EVENT, channel, Map.of("kind", "start"));
    define(FrameType.DEFINE, 2, "call".getBytes(StandardCharsets.UTF_8));
    ValueWriter head = new ValueWriter(16).map().name(0).integer(1).name(1).name(2);
    define(FrameType.PART, 0, head.toByteArray());
    byte[] call = new ValueWriter(16).part(0).end().toByteArray();
    ByteBuffer batch = ByteBuffer.allocate(Batch.size(call.length)).putInt(call.length).put(call);
    target.send(new Frame(FrameType.EVENTS, channel, batch.array()));
    answer(FrameType.EVENT, channel, Map.of("v", 1L, "kind", "call"));
    answer(FrameType.REPLY, channel, Map.of());
    run.await();

    assertThat(receiver.records).containsExactly(Map.of("kind", "start"));
    assertThat(receiver.calls).isEqualTo(2);
    List<Map<String, Object>> read = new ArrayList<>();
    Recording recording =
        new Recording("it", Channels.newChannel(new ByteArrayInputStream(file.toByteArray())));
    assertThat(recording.head())
        .containsEntry("jvm", 42L)
        .containsEntry("at", 1_000L)
        .containsEntry("args", List.of("A::b"));
    assertThat(recording.play(read::add, report -> {})).isFalse();
    Map<String, Object> told = Map.of("v", 1L, "kind", "call");
    assertThat(read).containsExactly(Map.of("kind", "start"), told, told);
  }

  @Test
  void run_onATapeThatIsFull_isCancelled() throws Exception {
    IllegalStateException full = new IllegalStateException("full");
    Tape tape =
        new Tape(
            (bytes, length) -> {
              throw full;
            },
            "0.1.0",
            true);
    Run run = session.run("trace", List.of(), Map.of(), new Onto(tape));
    int channel = next(FrameType.RUN).channel();
    answer(FrameType.EVENT, channel, Map.of("kind", "call"));
    assertThat(next(FrameType.CANCEL).channel()).isEqualTo(channel);
    answer(FrameType.REPLY, channel, Map.of());

    assertThatThrownBy(run::await).isSameAs(full);
  }

  private static final class Onto implements Receiver {
    final List<Map<String, Object>> records = new ArrayList<>();
    private final Tape tape;
    long calls;

    Onto(Tape tape) {
      this.tape = tape;
    }

    @Override
    public void record(Map<String, Object> record) {
      records.add(record);
    }

    @Override
    public Tape tape() {
      return tape;
    }

    @Override
    public void taped(long more) {
      calls += more;
    }
  }

  private void define(FrameType type, int id, byte[] what) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(4 + what.length).putInt(id).put(what);
    target.send(new Frame(type, 0, payload.array()));
  }

  @Test
  void run_recordThatIsBroken_endsTheSession() throws Exception {
    Run run = session.run("trace", List.of(), Map.of(), record -> {});
    int channel = next(FrameType.RUN).channel();
    target.send(new Frame(FrameType.EVENTS, channel, new byte[] {0, 0, 0, 1, 99}));

    assertThatThrownBy(run::await)
        .isInstanceOf(SondeException.class)
        .hasMessage(
            "SONDE-SESSION: The target broke the protocol: unknown value tag 99. The session was"
                + " closed.");
  }

  @Test
  void run_fail_isTheRefusalOfItsId() throws Exception {
    Run run = session.run("trace", List.of(), Map.of(), record -> {});
    int channel = next(FrameType.RUN).channel();
    target.send(
        new Frame(
            FrameType.FAIL, channel, "SONDE-NO-MATCH: nothing".getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(run::await)
        .isInstanceOf(SondeException.class)
        .hasMessage("SONDE-NO-MATCH: nothing");
  }

  @Test
  void run_consumerThrows_cancelsAndTellsAtTheEnd() throws Exception {
    IllegalStateException closed = new IllegalStateException("stdout");
    Run run =
        session.run(
            "trace",
            List.of(),
            Map.of(),
            record -> {
              throw closed;
            });
    int channel = next(FrameType.RUN).channel();
    answer(FrameType.EVENT, channel, Map.of("kind", "call"));
    assertThat(next(FrameType.CANCEL).channel()).isEqualTo(channel);
    answer(FrameType.EVENT, channel, Map.of("kind", "end"));
    answer(FrameType.REPLY, channel, Map.of());

    assertThatThrownBy(run::await).isSameAs(closed);
  }

  @Test
  void run_argumentsTooLarge_refused() {
    List<String> large = List.of("x".repeat(70_000));

    assertThatThrownBy(() -> session.run("trace", large, Map.of(), record -> {}))
        .isInstanceOf(SondeException.class)
        .hasMessageStartingWith("SONDE-USAGE: A command's arguments do not fit: expected a value");
  }

  @Test
  void cancel_isSentOnce() throws Exception {
    Run run = session.run("trace", List.of(), Map.of(), record -> {});
    int channel = next(FrameType.RUN).channel();
    run.cancel();
    run.cancel();
    session.run("next", List.of(), Map.of(), record -> {});

    assertThat(next(FrameType.CANCEL).channel()).isEqualTo(channel);
    assertThat(next(FrameType.RUN).channel()).isEqualTo(channel + 1);
  }

  @Test
  void load_carriesTheHashesOfBothAudits() throws Exception {
    session.audited("a".repeat(64));
    CompletableFuture<Void> loaded =
        CompletableFuture.runAsync(
            () -> session.load(new LinkedHashMap<>(Map.of("id", "tracer-full")), new byte[0]));
    Frame load = next(FrameType.LOAD);
    assertThat(ValueReader.decode(load.payload()))
        .isEqualTo(Map.of("id", "tracer-full", "audit", "a".repeat(64)));
    answer(FrameType.REPLY, load.channel(), Map.of("audit", "b".repeat(64)));
    loaded.join();
    assertThat(session.targetAudit()).isEqualTo("b".repeat(64));
  }

  @Test
  void load_jarInChunksThenDescription() throws Exception {
    CompletableFuture<Void> loaded =
        CompletableFuture.runAsync(
            () -> session.load(Map.of("id", "tracer-full"), new byte[600_000]));

    assertThat(next(FrameType.JAR).payload()).hasSize(512 << 10);
    assertThat(next(FrameType.JAR).payload()).hasSize(600_000 - (512 << 10));
    answer(FrameType.REPLY, next(FrameType.LOAD).channel(), Map.of());
    loaded.join();
  }

  @Test
  void end_reportWithOurSocket() throws Exception {
    CompletableFuture<RemovalReport> ended =
        CompletableFuture.supplyAsync(() -> session.end("STOPPED"));
    assertThat(ValueReader.decode(next(FrameType.END).payload()))
        .isEqualTo(Map.of("reason", "STOPPED", "by", "ada"));
    answer(FrameType.REPORT, 0, REPORT);

    assertThat(ended.join().ok()).isTrue();
    assertThat(ended.join().removed()).containsEntry("methods", 2L).containsEntry("sockets", 1L);
    assertThat(ended.join().stays())
        .extracting(RemovalReport.Stay::what)
        .containsExactly("SondeAgent_7f3a", "SondeBridge1");
    assertThat(session.end("AGAIN")).isEqualTo(ended.join());
    assertThat(released).hasPositiveValue();
  }

  @Test
  void end_runningCommand_isDone() throws Exception {
    Run run = session.run("trace", List.of(), Map.of(), record -> {});
    answer(FrameType.REPORT, 0, REPORT);

    assertThat(run.await()).isEmpty();
    assertThatThrownBy(() -> session.run("trace", List.of(), Map.of(), record -> {}))
        .hasMessageContaining("The session has ended");
  }

  @Test
  void endOfStream_everyoneIsTold() throws Exception {
    Run run = session.run("trace", List.of(), Map.of(), record -> {});
    pair.theirs().close();

    assertThatThrownBy(run::await).hasMessage("SONDE-LOST: gone");
    assertThatThrownBy(() -> session.end("STOPPED")).hasMessage("SONDE-LOST: gone");
    session.close();
    assertThat(released).hasPositiveValue();
  }

  @Test
  void breach_endsTheSessionAndNoMore() throws Exception {
    Run run = session.run("trace", List.of(), Map.of(), record -> {});
    next(FrameType.RUN);
    answer(FrameType.EVENT, 99, Map.of());

    assertThatThrownBy(run::await)
        .hasMessage(
            "SONDE-SESSION: The target broke the protocol: EVENT on channel 99, which was never"
                + " opened. The session was closed.");
    assertThat(next()).isNull();
  }

  @Test
  void breach_frameOfAGibibyte() throws Exception {
    Run run = session.run("trace", List.of(), Map.of(), record -> {});
    pair.theirs().write(ByteBuffer.allocate(4).putInt(1 << 30).flip());

    assertThatThrownBy(run::await)
        .hasMessage(
            "SONDE-SESSION: The target broke the protocol: expected a frame of 5 to 1048576 bytes,"
                + " got 1073741824. The session was closed.");
  }

  @Test
  void breach_halfAFrame() throws Exception {
    Run run = session.run("trace", List.of(), Map.of(), record -> {});
    pair.theirs().write(ByteBuffer.allocate(9).putInt(100).put((byte) 22).putInt(1).flip());
    pair.theirs().close();

    // Whoever notices first, the reader or the heartbeat.
    assertThatThrownBy(run::await).hasMessageMatching("SONDE-(SESSION|LOST): .*");
  }

  @Test
  void breach_frameOfAnUnknownType() throws Exception {
    Run run = session.run("trace", List.of(), Map.of(), record -> {});
    pair.theirs().write(ByteBuffer.allocate(9).putInt(5).put((byte) 99).putInt(0).flip());

    assertThatThrownBy(run::await).hasMessageContaining("SONDE-SESSION").hasMessageContaining("99");
  }

  @Test
  void breach_frameOfTheOperator() throws Exception {
    answer(FrameType.END, 0, Map.of());

    assertThatThrownBy(() -> session.end("STOPPED")).hasMessageContaining("a target sends no END");
  }

  @Test
  void breach_reportOfAnotherShape() throws Exception {
    answer(FrameType.REPORT, 0, Map.of("removed", List.of()));

    assertThatThrownBy(() -> session.end("STOPPED"))
        .hasMessageContaining("expected a Map for removed");
  }

  @Test
  void list_tellsTheLastStatus() throws Exception {
    Run run = session.run("trace", List.of("A::b"), Map.of(), record -> {});
    int channel = next(FrameType.RUN).channel();
    answer(
        FrameType.EVENT,
        channel,
        Map.of("kind", "status", "seen", 9L, "delivered", 5L, "dropped", 1L, "millisLeft", 500L));
    answer(FrameType.REPLY, channel, Map.of());
    run.await();

    SessionInfo info = SessionInfo.of(1000, session.list());

    assertThat(info)
        .isEqualTo(
            new SessionInfo(
                session.id(),
                42,
                1000,
                "ada",
                7,
                "INC-1",
                List.of("A::b"),
                9,
                5,
                1,
                Instant.ofEpochMilli(1_000),
                "",
                Instant.ofEpochMilli(1_500)));
  }

  private List<String> release() {
    released.incrementAndGet();
    try {
      pair.ours().close();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    return List.of();
  }

  private void answer(FrameType type, int channel, Map<String, ?> value) throws IOException {
    target.send(new Frame(type, channel, ValueWriter.encode(value)));
  }

  private Frame next(FrameType type) throws IOException {
    Frame frame = next();
    assertThat(frame).isNotNull();
    assertThat(frame.type()).isEqualTo(type);
    return frame;
  }

  /** Pings come in between. */
  private Frame next() throws IOException {
    Frame frame = target.receive();
    while (frame != null && frame.type() == FrameType.PING) frame = target.receive();
    return frame;
  }
}
