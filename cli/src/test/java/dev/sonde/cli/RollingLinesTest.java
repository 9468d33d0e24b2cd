package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingLinesTest {
  @TempDir private Path folder;

  @Test
  void fullFile_isBegunAnew_andTheOneBeforeKept() throws IOException {
    Path file = folder.resolve("events");
    try (RollingLines lines = new RollingLines(file, 10)) {
      for (String each : new String[] {"aaaaa", "bbbbb", "ccccc", "ddddd", "eeeee"})
        write(lines, each);
    }
    assertThat(file).hasContent("eeeee");
    assertThat(folder.resolve("events.1")).hasContent("cccccddddd");
    assertThat(folder).isDirectoryNotContaining(each -> each.toString().endsWith(".2"));
  }

  /** One that does not fit into any file is written whole all the same. */
  @Test
  void lineLongerThanAFile_isNotCut() throws IOException {
    Path file = folder.resolve("events");
    try (RollingLines lines = new RollingLines(file, 4)) {
      write(lines, "a long line");
      write(lines, "b");
    }
    assertThat(folder.resolve("events.1")).hasContent("a long line");
    assertThat(file).hasContent("b");
  }

  /** The size that a detached trace has: two megabytes more than one file holds. */
  @Test
  void realSize_isKept() throws IOException {
    Path file = folder.resolve("events");
    byte[] million = new byte[1 << 20];
    Arrays.fill(million, (byte) 'x');
    try (RollingLines lines = new RollingLines(file, RollingLines.FULL)) {
      for (int i = 0; i < 66; i++) lines.write(million, million.length);
    }
    assertThat(Files.size(folder.resolve("events.1"))).isEqualTo(64L << 20);
    assertThat(Files.size(file)).isEqualTo(2L << 20);
  }

  private static void write(RollingLines lines, String text) {
    byte[] utf8 = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    lines.write(utf8, utf8.length);
  }
}
