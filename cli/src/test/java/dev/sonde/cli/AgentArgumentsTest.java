package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentArgumentsTest {
  @TempDir Path folder;

  @Test
  void parts_becomeTheWordsOfACommandLine() {
    assertThat(
            AgentArguments.words(
                "trace:com.acme.Orders::find,limit:20,for:60s,json,out:/tmp/x.json", false))
        .containsExactly(
            "trace",
            "self",
            "com.acme.Orders::find",
            "--limit",
            "20",
            "--for",
            "60s",
            "--json",
            "--out",
            "/tmp/x.json");
  }

  @Test
  void commas_inBracketsAndQuotes_separateNothing() {
    assertThat(AgentArguments.words("trace:Orders::find(String,..),when:id endsWith \",)\"", false))
        .containsExactly(
            "trace", "self", "Orders::find(String,..)", "--when", "id endsWith \",)\"");
  }

  @Test
  void patterns_mayBeSeveral() {
    assertThat(AgentArguments.words("stats:A::a,stats:B::b", false))
        .containsExactly("stats", "self", "A::a", "B::b");
  }

  /** No class of the application is there yet. */
  @Test
  void trace_atTheStart_waitsForItsClasses() {
    assertThat(AgentArguments.words("trace:A::a", true))
        .containsExactly("trace", "self", "A::a", "--lazy");
    assertThat(AgentArguments.words("trace:A::a,lazy", true)).containsOnlyOnce("--lazy");
    assertThat(AgentArguments.words("stats:A::a", true)).contains("--lazy");
    assertThat(AgentArguments.words("find:A::a", true)).doesNotContain("--lazy");
  }

  @Test
  void file_hasTheWordsOfACommandLine() throws IOException {
    Path file = folder.resolve("trace.txt");
    Files.writeString(file, "# INC-4711\ntrace com.acme.Orders::find\n --when 'id == null' -n 5\n");
    assertThat(AgentArguments.words("@" + file, false))
        .containsExactly(
            "trace", "self", "com.acme.Orders::find", "--when", "id == null", "-n", "5");
  }

  @Test
  void file_thatCannotBeRead_isRefused() throws IOException {
    assertThatThrownBy(() -> AgentArguments.words("@" + folder, false))
        .hasMessageStartingWith("SONDE-USAGE: expected @FILE to name a regular file; got " + folder)
        .hasMessageEndingWith("The application goes on without Sonde");
    Path file = folder.resolve("large");
    Files.write(file, new byte[65 << 10]);
    assertThatThrownBy(() -> AgentArguments.words("@" + file, false))
        .hasMessageContaining("has more than 65536 bytes");
  }

  @Test
  void otherWords_areRefused() {
    for (String each : new String[] {"", "shell:x", "trace:A::a,=3", "com.acme.Orders::find"})
      assertThatThrownBy(() -> AgentArguments.words(each, false))
          .as(each)
          .hasMessageStartingWith("SONDE-USAGE: expected ")
          .hasMessageContaining("trace:com.acme.Orders::find,limit:20");
  }
}
