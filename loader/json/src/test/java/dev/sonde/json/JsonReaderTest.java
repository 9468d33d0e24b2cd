package dev.sonde.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReaderTest {
  @Test
  void value_ofEachKind() {
    Object value =
        read(
            " {\"b\":[1,-2,0],\"a\":{\"s\":\"\\u00e9\\n\\\"\\ud83d\\ude00\",\"t\":true,\"f\":false,\"n\":null}} \n");
    assertThat(value.toString())
        .isEqualTo("{b=[1, -2, 0], a={s=é\n\"😀, t=true, f=false, n=null}}");
    assertThat(((Map<?, ?>) value).keySet().toString()).isEqualTo("[b, a]");
  }

  @Test
  void integer_upToTheLimit() {
    assertThat(read("[9007199254740991,-9007199254740991]"))
        .isEqualTo(List.of(9007199254740991L, -9007199254740991L));
  }

  @Test
  void depth_upToTheLimit() {
    assertThat(read("[".repeat(16) + "]".repeat(16))).isInstanceOf(List.class);
  }

  @Test
  void depth_ofSiblings_doesNotAddUp() {
    assertThat(read("[" + "[],{},".repeat(20) + "[]]")).isInstanceOf(List.class);
  }

  @Test
  void space_betweenAllTokens() {
    assertThat(read(" [ ] ")).isEqualTo(List.of());
    assertThat(read(" { } ")).isEqualTo(Map.of());
    assertThat(read("\t{ \"a b\" :\r\n[ 1 , 2 ] , \"c\" : { } }\n").toString())
        .isEqualTo("{a b=[1, 2], c={}}");
  }

  static List<Arguments> refused() {
    return List.of(
        Arguments.of("", "expected a value but found the end at character 0"),
        Arguments.of("{", "expected '\"' but found the end at character 1"),
        Arguments.of("{\"a\":1} x", "expected nothing after the end but found 'x' at character 8"),
        Arguments.of("{\"a\":1}{}", "expected nothing after the end but found '{' at character 7"),
        Arguments.of(
            "{\"a\":1}\0", "expected nothing after the end but found U+0000 at character 7"),
        Arguments.of("{\"a\":1,\"a\":1}", "duplicate key \"a\" at character 7"),
        Arguments.of("{\"a\":1,\"\\u0061\":1}", "duplicate key \"a\" at character 7"),
        Arguments.of("{\"a\":1,}", "expected '\"' but found '}' at character 7"),
        Arguments.of("[1,]", "expected a value but found ']' at character 3"),
        Arguments.of("{a:1}", "expected '\"' but found 'a' at character 1"),
        Arguments.of("[1.0]", "expected an integer but found '.' at character 2"),
        Arguments.of("[1e400]", "expected an integer but found 'e' at character 2"),
        Arguments.of("[1E2]", "expected an integer but found 'E' at character 2"),
        Arguments.of("[NaN]", "expected a value but found 'N' at character 1"),
        Arguments.of("[-Infinity]", "expected a value but found '-' at character 1"),
        Arguments.of("[+1]", "expected a value but found '+' at character 1"),
        Arguments.of("[-0]", "expected an integer below 2^53 but found -0 at character 1"),
        Arguments.of("[01]", "expected an integer below 2^53 but found 01 at character 1"),
        Arguments.of(
            "[9007199254740992]",
            "expected an integer below 2^53 but found 9007199254740992 at character 1"),
        Arguments.of(
            "[" + "9".repeat(99) + "]",
            "expected an integer below 2^53 but found 99999999999999999999… at character 1"),
        Arguments.of("[" + "[".repeat(100_000), "more than 16 levels at character 16"),
        Arguments.of("[\"\\ud800\"]", "lone surrogate in the string at character 2"),
        Arguments.of("[\"\\udc00\\ud800\"]", "lone surrogate in the string at character 2"),
        Arguments.of(
            "[\"a\nb\"]",
            "expected no control character in a string but found U+000A at character 3"),
        Arguments.of("[\"\\x\"]", "expected an escape but found 'x' at character 3"),
        Arguments.of(
            "[\"\\u12G4\"]", "expected four hexadecimal digits but found 'G' at character 6"),
        Arguments.of("[\"a", "expected the end of a string but found the end at character 3"),
        Arguments.of("[\"\\ \"]", "expected an escape but found ' ' at character 3"),
        Arguments.of("[~]", "expected a value but found '~' at character 1"),
        Arguments.of("[\u007f]", "expected a value but found U+007F at character 1"),
        Arguments.of(
            "[" + "9".repeat(20) + "]",
            "expected an integer below 2^53 but found 99999999999999999999 at character 1"),
        Arguments.of("\uFEFF", "expected JSON but found a byte order mark at character 0"),
        Arguments.of("[tru]", "expected a value but found 't' at character 1"),
        Arguments.of("\uFEFF{}", "expected JSON but found a byte order mark at character 0"),
        Arguments.of("[1]\u00a0", "expected nothing after the end but found U+00A0 at character 3"),
        Arguments.of("<html>", "expected a value but found '<' at character 0"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void text_refused(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(JsonException.class).hasMessage(message);
  }

  @Test
  void bytes_notUtf8() {
    for (byte[] bytes :
        List.of(
            new byte[] {'"', (byte) 0xff, '"'}, new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'})) {
      assertThatThrownBy(() -> JsonReader.read(bytes))
          .hasMessage("expected UTF-8 but found other bytes");
    }
    byte[] surrogate = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};
    assertThatThrownBy(() -> JsonReader.read(surrogate))
        .hasMessage("expected UTF-8 but found other bytes");
  }

  @Test
  void canonical_sortsByUtf8AndEscapesTwoCharacters() {
    Object value =
        read(
            "{\"\\ud83d\\ude00\":1,\"\\uffee\":[],\"a\":{\"z\":\"\\\"\\\\\\u000a/\",\"b\":null},\"A\":-5}");
    assertThat(new String(CanonicalJson.bytes(value), StandardCharsets.UTF_8))
        .isEqualTo("{\"A\":-5,\"a\":{\"b\":null,\"z\":\"\\\"\\\\\n/\"},\"\uffee\":[],\"😀\":1}");
  }

  @Test
  void line_escapesWhatWouldBreakIt() {
    Map<String, Object> record = new java.util.LinkedHashMap<>();
    record.put("v", 1);
    record.put("d", 0.25);
    record.put("n", Double.NaN);
    record.put("s", "a\r\n\t\u001b[31m\u2028\"\\\ud800x😀");
    record.put("l", Arrays.asList(true, null, Map.of()));
    assertThat(JsonWriter.line(record))
        .isEqualTo(
            "{\"v\":1,\"d\":0.25,\"n\":\"NaN\",\"s\":\"a\\u000d\\n\\t\\u001b[31m\\u2028\\\"\\\\\\ud800x😀\",\"l\":[true,null,{}]}");
  }

  @Test
  void object_namesThePlaceOfAMismatch() {
    JsonObject object =
        JsonObject.read(
            "{\"a\":{\"b\":[{\"c\":\"x\"},3]},\"t\":1}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> object.object("a").objects("b"))
        .hasMessage("expected an object at a.b[1] but found 3");
    assertThatThrownBy(() -> object.object("a").string("b"))
        .hasMessage("expected a string at a.b but found [{\"c\":\"x\"},3]");
    assertThatThrownBy(() -> object.integer("t", 2))
        .hasMessage("expected an integer of at least 2 at t but found 1");
    assertThatThrownBy(() -> object.string("missing"))
        .hasMessage("expected a string at missing but found nothing");
    assertThatThrownBy(() -> JsonObject.read(new byte[] {'1'}))
        .hasMessage("expected an object at the top but found 1");
  }

  private static Object read(String text) {
    return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
