package dev.sonde.operator.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.SondeException;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.Protocol;
import dev.sonde.wire.ValueWriter;
import dev.sonde.wire.WireException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachmentTest {
  /** More than a socket holds, so that who sends it waits for who reads. */
  private static final List<Frame> MUCH =
      List.of(
          new Frame(FrameType.JAR, 0, new byte[1_000]),
          new Frame(FrameType.JAR, 1, new byte[900_000]),
          Frame.of(FrameType.LOAD, 1));

  @TempDir Path folder;
  private SocketPair pair;
  private Link target;
  private Link ours;

  @BeforeEach
  void open() throws IOException {
    pair = SocketPair.in(folder);
    target = new Link(pair.theirs());
    ours = new Link(pair.ours());
  }

  @AfterEach
  void hangUp() throws IOException {
    pair.close();
  }

  @Test
  void handOver_targetAnswersBeforeItReadsAll() throws Exception {
    Thread other =
        aside(
            () -> {
              target.receive();
              target.send(hello(Protocol.VERSION));
              target.receive();
              assertThat(target.receive().type()).isEqualTo(FrameType.LOAD);
            });

    assertThat(Attachment.handOver(ours, MUCH).type()).isEqualTo(FrameType.HELLO);
    other.join(30_000);
  }

  @Test
  void handOver_targetRefusesAndHangsUpUnread_saysWhy() throws Exception {
    Thread other =
        aside(
            () -> {
              target.receive();
              byte[] why = "SONDE-POLICY: not here".getBytes(StandardCharsets.UTF_8);
              target.send(new Frame(FrameType.FAIL, 0, why));
              target.close();
            });

    assertThatThrownBy(() -> Attachment.handOver(ours, MUCH))
        .isInstanceOf(SondeException.class)
        .hasMessageContaining("not here");
    other.join(30_000);
  }

  @Test
  void handOver_targetHangsUpSilently_isALoss() throws Exception {
    Thread other = aside(target::close);

    assertThatThrownBy(() -> Attachment.handOver(ours, MUCH)).isInstanceOf(IOException.class);
    other.join(30_000);
  }

  @Test
  void handOver_helloButNoMoreReading_isALoss() throws Exception {
    Thread other =
        aside(
            () -> {
              target.receive();
              target.send(hello(Protocol.VERSION));
              target.close();
            });

    assertThatThrownBy(() -> Attachment.handOver(ours, MUCH)).isInstanceOf(IOException.class);
    other.join(30_000);
  }

  @Test
  void handOver_anotherVersion_isRefused() throws Exception {
    target.send(hello(Protocol.VERSION + 1));

    assertThatThrownBy(() -> Attachment.handOver(ours, List.of(Frame.of(FrameType.JAR, 0))))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("expected protocol " + Protocol.VERSION);
  }

  private static Frame hello(int version) {
    return new Frame(FrameType.HELLO, 0, ValueWriter.encode(Map.of("protocol", version)));
  }

  private interface Step {
    void run() throws Exception;
  }

  private static Thread aside(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (Exception failure) {
                throw new IllegalStateException(failure);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
