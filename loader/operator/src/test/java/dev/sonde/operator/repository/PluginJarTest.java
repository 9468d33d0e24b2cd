package dev.sonde.operator.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void description_isWhatTheJarSays() throws IOException {
    String more =
        "command.a.usage= a JVM \ncommand.a.summary=See a\ncommand.a.capability=observe\n";
    assertThat(describe(more))
        .isEqualTo(
            new PluginDescription(
                "probe",
                "1",
                17,
                1,
                List.of("observe", "instrument"),
                List.of(
                    new CommandDescription("a", "a JVM", "See a", "observe"),
                    new CommandDescription("b", "", "", ""))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version=    | it has no version",
        "id=         | it has no id",
        "id=A b      | id is \"A b\" where NAME or PUBLISHER/NAME is expected",
        "id=sonde/x  | id is \"sonde/x\" where NAME or PUBLISHER/NAME is expected",
        "line=17.0   | line is \"17.0\" where a number is expected",
        "api=        | it has no api",
        "x=\\u12     | Malformed \\uxxxx encoding.",
      })
  void description_thatIsNone(String line, String what) {
    assertThatThrownBy(() -> describe(line + "\n"))
        .hasMessage(
            "SONDE-IDENTITY: META-INF/sonde.properties of probe.jar: "
                + what
                + "; tell who published it");
  }

  @Test
  void publisher_isThatOfTheId_orNone() throws IOException {
    assertThat(PluginJar.publisher(jar(""), "probe.jar")).hasValue("sonde");
    assertThat(PluginJar.publisher(jar("id=acme/probe\n"), "probe.jar")).hasValue("acme");
    assertThat(PluginJar.publisher(new byte[0], "probe.jar")).isEmpty();
  }

  private static PluginDescription describe(String more) throws IOException {
    return PluginJar.describe(jar(more), "probe.jar");
  }

  private static byte[] jar(String more) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("META-INF/sonde.properties"));
      zip.write((HEAD + more).getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void jar_withoutADescription_isNoPlugin() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a/"));
    }
    assertThatThrownBy(() -> PluginJar.describe(bytes.toByteArray(), "probe.jar"))
        .hasMessage(
            "SONDE-IDENTITY: META-INF/sonde.properties of probe.jar: it is missing; tell who"
                + " published it");
  }

  @Test
  void name_thatIsEmpty_isNone() throws IOException {
    assertThat(describe("capabilities=,observe, ,\n").capabilities()).containsExactly("observe");
  }
}
