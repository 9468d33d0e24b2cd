package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.Exit;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StdoutTest {
  @TempDir private Path folder;

  @Test
  void fullDisk_isNotTakenForSuccess() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      Stdout stdout = Stdout.of(full, link("/dev/full"));
      Desk desk = new Desk(new FakeMachine(), terminal(stdout, err), BUILD, Interruption.NEVER);

      assertThat(new Program(desk).run("list")).isEqualTo(Exit.INTERNAL);
      assertThat(err.toString())
          .startsWith("SONDE-OUTPUT: cannot write to standard output (")
          .contains("): lead it to a place with room and write permission");
    }
  }

  @Test
  void readerThatHasGone_hasWhatItWanted() throws IOException {
    for (String kind : new String[] {"pipe:[4312]", "socket:[1]", "/dev/pts/0"}) {
      Stdout stdout = Stdout.of(Typed.intoAClosedPipe(), link(kind));
      stdout.println("one");
      assertThat(stdout.checkError()).isTrue();
      assertThat(stdout.lost()).isNull();
    }
  }

  @Test
  void whatIsWritten_isNotLost() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Stdout stdout = Stdout.of(out, link("/tmp/x"));
    stdout.print("µ");
    assertThat(stdout.lost()).isNull();
    assertThat(out.toByteArray()).hasSize(2);
  }

  private static final Build BUILD = new Build("1.2.3", null, true, false);

  private Path link(String target) throws IOException {
    return Files.createSymbolicLink(folder.resolve("link" + target.hashCode()), Path.of(target));
  }

  private static Terminal terminal(PrintStream out, OutputStream err) {
    return Terminal.plain(out, new PrintStream(err));
  }
}
