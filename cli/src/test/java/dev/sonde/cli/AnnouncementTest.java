package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.cli.text.Records;
import dev.sonde.operator.session.Tape;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncementTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Terminal terminal =
      Typed.desk(new FakeMachine(), out, OutputStream.nullOutputStream()).terminal();
  @TempDir private Path folder;

  @Test
  void start_isToldToWhoWaits_andStandsInTheFile() throws Exception {
    List<String> told = told(false);
    assertThat(told.get(0))
        .startsWith("detached  process " + ProcessHandle.current().pid() + " goes on, into ")
        .contains("; sonde follow 4312 7f3a")
        .endsWith(" shows it");
    assertThat(told).endsWith(Announcement.LAST).hasSize(2);
    assertThat(Files.readString(folder.resolve("events")))
        .startsWith("trace 1  ")
        .contains("\nstop: by sonde stop 4312 7f3a");
  }

  @Test
  void start_asJson_isAnObject() throws Exception {
    assertThat(told(true).get(0))
        .startsWith("{\"v\":1,\"kind\":\"detached\",\"process\":")
        .contains("\"follow\":\"sonde follow 4312 7f3a", "\"stop\":\"sonde stop 4312 7f3a");
    assertThat(Files.readString(folder.resolve("events")))
        .contains("\"stop\":\"sonde stop 4312 7f3a");
  }

  @Test
  void recording_isReplayed_andHasItsTape() {
    Path file = folder.resolve("calls.sonde");
    RecordPrinter printer = new RecordPrinter(terminal, Lines.nowhere(), false, false);
    Tape tape = new Tape((bytes, length) -> {}, "1.2.3", true);
    Announcement told = new Announcement(printer.onto(tape), file, false, terminal, false);
    assertThat(told.tape()).isSameAs(tape);
    told.taped(3);
    assertThat(printer.calls()).isEqualTo(3);
    told.record(Records.start());
    assertThat(out.toString())
        .contains(" goes on, into " + file + "; sonde replay " + file + " shows what is there\n");
  }

  private List<String> told(boolean json) {
    Path file = folder.resolve("events");
    try (Lines lines = new RollingLines(file, RollingLines.FULL)) {
      RecordPrinter printer = new RecordPrinter(terminal, lines, json, false);
      new Announcement(printer, file, true, terminal, json).record(Records.start());
    }
    return out.toString().lines().toList();
  }
}
