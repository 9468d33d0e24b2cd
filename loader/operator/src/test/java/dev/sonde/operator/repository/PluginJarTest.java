package dev.sonde.operator.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class PluginJarTest {
  private static final String HEAD =
      "id=probe\nversion=1\nline=17\napi=1\ncapabilities=observe, instrument\ncommands=a,b\n";

  @Test
  void command_saysWhatItNeeds_orNothing() throws IOException {
    PluginDescription described = describe("command.b.capability=observe\n");
    assertThat(described.commands())
        .containsExactly(
            new CommandDescription("a", "", "", ""),
            new CommandDescription("b", "", "", "observe"));
  }

  @Test
  void command_thatNeedsWhatItsPluginDoesNotList() {
    assertThatThrownBy(() -> describe("command.a.capability=change\n"))
        .hasMessage(
            "SONDE-IDENTITY: META-INF/sonde.properties of probe.jar: command.a.capability is"
                + " \"change\" where one of capabilities=observe,instrument is expected; tell who"
                + " published it");
  }

  private static PluginDescription describe(String more) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("META-INF/sonde.properties"));
      zip.write((HEAD + more).getBytes(StandardCharsets.UTF_8));
    }
    return PluginJar.describe(bytes.toByteArray(), "probe.jar");
  }
}
