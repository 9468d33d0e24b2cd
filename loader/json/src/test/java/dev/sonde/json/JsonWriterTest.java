package dev.sonde.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  @Test
  void textThatCouldMoveACursorOrEndALine_isEscaped() {
    String hostile = "a\r\n\u001b[2Jb\u202ec\u2066d\u2028e\u0085f\ud800";
    assertThat(JsonWriter.line(hostile))
        .isEqualTo("\"a\\u000d\\n\\u001b[2Jb\\u202ec\\u2066d\\u2028e\\u0085f\\ud800\"");
  }

  @Test
  void escapedText_readsBackAsItWas() {
    String hostile = "a\r\n\u001b[2J\u202e\"\\";
    byte[] line = JsonWriter.line(Map.of("name", hostile)).getBytes(StandardCharsets.UTF_8);
    assertThat(JsonReader.read(line)).isEqualTo(Map.of("name", hostile));
  }
}
