package dev.sonde.operator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.SondeException;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.ValueWriter;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private static final String LAST = "{\"v\":1,\"kind\":\"call\",\"call\":10}";
  private static final List<String> CALLS =
      List.of(
          "{\"v\":1,\"kind\":\"call\",\"call\":7}",
          "{\"v\":1,\"kind\":\"call\",\"call\":8}",
          "{\"v\":1,\"kind\":\"call\",\"call\":9,\"é\\u001b[2J\":[null]}",
          LAST);

  @Test
  void recording_tellsWhatCame() {
    byte[] file = Taped.run().ended();
    Heard heard = new Heard();
    Recording recording = recording(file);
    assertThat(recording.head())
        .containsEntry("sonde", "0.1.0")
        .containsEntry("jvm", 42L)
        .containsEntry("command", "trace");
    assertThat(recording.play(heard, heard.removed::add)).isTrue();
    assertThat(heard.calls).isEqualTo(CALLS);
    assertThat(heard.others)
        .containsExactlyInAnyOrder(
            Map.of("v", 1L, "kind", "start"), Map.of("v", 1L, "kind", "end"));
    assertThat(heard.removed).containsExactly(Taped.REPORT);
    assertThat(heard.pauses).isEqualTo(4);
  }

  @Test
  void tape_withoutARecord_isEmpty() {
    Taped taped = new Taped();
    taped.define(FrameType.DEFINE, 0, new byte[] {'v'});
    taped.tape.flush();
    assertThat(taped.ended()).isEmpty();
  }

  @Test
  void tape_whoseSinkHasFailed_writesNoMore() {
    List<Integer> tries = new ArrayList<>();
    Tape tape =
        new Tape(
            (bytes, length) -> {
              tries.add(length);
              throw new IllegalStateException("full");
            },
            "0.1.0",
            true);
    Names names = new Names();
    byte[] record = ValueWriter.encode(Map.of());
    tape.records(new dev.sonde.wire.Frame(FrameType.EVENT, 1, record), names);
    assertThatThrownBy(tape::flush).hasMessage("full");
    tape.records(new dev.sonde.wire.Frame(FrameType.EVENT, 1, record), names);
    tape.flush();
    tape.end(Taped.REPORT);
    assertThat(tries).hasSize(1);
  }

  @Test
  void frames_largerThanWhatIsKeptTogether_areOnTheTape() {
    Taped taped = new Taped();
    byte[][] large = new byte[15][];
    for (int i = 0; i < large.length; i++)
      large[i] = ValueWriter.encode(Map.of("x", "y".repeat(65_000)));
    for (int i = 0; i < 3; i++) taped.events(large);
    Heard heard = heard(taped.ended());
    assertThat(heard.others).hasSize(45);
    assertThat(heard.removed).hasSize(1);
  }

  /** As a killed writer leaves it, or a full disk. */
  @Test
  void recordingThatEndsAnywhere_tellsAllWholeRecords() {
    byte[] file = Taped.run().ended();
    int most = 0;
    for (int length = 0; length < file.length; length++) {
      Heard heard = new Heard();
      Recording cut = recording(Arrays.copyOf(file, length));
      try {
        cut.head();
      } catch (SondeException noHead) {
        assertThat(noHead.getMessage()).startsWith("SONDE-RECORDING: cannot replay it: it ");
        assertThat(most).isZero();
        continue;
      }
      assertThat(cut.play(heard, heard.removed::add)).isFalse();
      assertThat(heard.calls).isEqualTo(CALLS.subList(0, heard.calls.size()));
      assertThat(heard.calls.size()).isGreaterThanOrEqualTo(most);
      assertThat(heard.removed).isEmpty();
      most = heard.calls.size();
    }
    assertThat(most).isEqualTo(CALLS.size());
  }

  @Test
  void recordingCutWithinManyRecords_tellsThoseBefore() {
    byte[] file = Taped.run().bytes.toByteArray();
    int second =
        new String(file, StandardCharsets.ISO_8859_1).lastIndexOf("\u000b\u0000\u0003\u0014");
    assertThat(second).isPositive();
    assertThat(heard(Arrays.copyOf(file, second)).calls).isEqualTo(CALLS.subList(0, 3));
  }

  @Test
  void bytesThatWereChanged_areReadOrRefused() {
    byte[] file = Taped.run().ended();
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 60_000; round++) {
      byte[] changed = file.clone();
      for (int i = random.nextInt(3); i >= 0; i--)
        changed[random.nextInt(file.length)] = (byte) random.nextInt(256);
      try {
        heard(changed);
      } catch (SondeException e) {
        assertThat(e.getMessage()).startsWith("SONDE-RECORDING: cannot replay it: ");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(10_000);
  }

  @Test
  void otherFiles_areRefused() {
    refused(new byte[0], "it is no recording of sonde trace --record");
    refused(
        "{\"v\":1,\"kind\":\"call\"}\n".getBytes(StandardCharsets.UTF_8),
        "it is no recording of sonde trace --record (before byte 10)");
    refused(
        changed(8, 2),
        "expected format 1.1 and got 2.1: it is another release's, which can"
            + " replay it (before byte 10)");
    refused(
        changed(9, 9),
        "expected format 1.1 and got 1.9: it is another release's, which can"
            + " replay it (before byte 10)");
    refused(Arrays.copyOf(Taped.run().ended(), 10), "it ends before it has begun (before byte 10)");
  }

  @Test
  void frameOfAGibibyte_isRefused() {
    byte[] begun = Taped.run().bytes.toByteArray();
    byte[] file = ByteBuffer.allocate(begun.length + 4).put(begun).putInt(1 << 30).array();
    refused(
        file,
        "expected a frame of 5 to 1048576 bytes, got 1073741824 (before byte "
            + begun.length
            + ")");
  }

  @Test
  void bytesAfterTheEnd_areRefused() {
    byte[] file = Taped.run().ended();
    refused(
        Arrays.copyOf(file, file.length + 1),
        "it goes on after its end (before byte " + file.length + ")");
  }

  @Test
  void recordThatGrowsWithoutBound_isRefused() {
    Taped taped = new Taped();
    ValueWriter part = new ValueWriter(0).text("x".repeat(9_000)).none();
    taped.define(FrameType.PART, 1, part.toByteArray());
    ValueWriter bomb = new ValueWriter(0).map();
    for (int i = 0; i < 20; i++) bomb.part(1);
    taped.events(bomb.end().toByteArray());
    byte[] file = taped.ended();
    assertThatThrownBy(() -> heard(file))
        .hasMessageStartingWith(
            "SONDE-RECORDING: cannot replay it: a value with its parts has more than 131072 bytes");
  }

  @Test
  void frameThatNoTapeHas_isRefused() {
    Taped taped = Taped.run();
    taped.tape.records(dev.sonde.wire.Frame.of(FrameType.PING, 0), taped.names);
    byte[] file = taped.ended();
    assertThatThrownBy(() -> heard(file))
        .hasMessageStartingWith("SONDE-RECORDING: cannot replay it: a recording has no PING");
  }

  private static byte[] changed(int at, int to) {
    byte[] file = Taped.run().ended();
    file[at] = (byte) to;
    return file;
  }

  private static void refused(byte[] file, String why) {
    assertThatThrownBy(() -> heard(file))
        .isInstanceOf(SondeException.class)
        .hasMessage("SONDE-RECORDING: cannot replay it: " + why);
  }

  private static Recording recording(byte[] file) {
    return new Recording("it", Channels.newChannel(new ByteArrayInputStream(file)));
  }

  private static Heard heard(byte[] file) {
    Heard heard = new Heard();
    Recording recording = recording(file);
    recording.head();
    recording.play(heard, heard.removed::add);
    return heard;
  }

  /** Calls as JSON by both ways, which must be the same; the rest as maps. */
  private static final class Heard implements Receiver {
    final List<String> calls = new ArrayList<>();
    final List<Map<String, @Nullable Object>> others = new ArrayList<>();
    final List<RemovalReport> removed = new ArrayList<>();
    int pauses;

    @Override
    public void record(Map<String, @Nullable Object> record) {
      others.add(record);
    }

    @Override
    public void record(Told told) {
      if (!told.isCall()) {
        record(told.map());
        return;
      }
      JsonBytes json = new JsonBytes(0);
      told.json(json);
      calls.add(new String(json.array(), 0, json.size(), StandardCharsets.UTF_8));
    }

    @Override
    public void pause() {
      pauses++;
    }
  }
}
